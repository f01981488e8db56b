import grpc, { type ServiceError, type StatusObject } from "@grpc/grpc-js";

export interface RawStatus {
  readonly code: number;
  readonly details: string;
  readonly trailers: Record<string, unknown>;
}

interface Call {
  on(event: "error", listener: (error: ServiceError) => void): unknown;
  on(event: "status", listener: (status: StatusObject) => void): unknown;
}

export function statusOf(call: Call): Promise<RawStatus> {
  return new Promise((resolve) => {
    call.on("error", (error) => resolve(rawStatus(error)));
    call.on("status", (status) => {
      if (status.code === grpc.status.OK) resolve(rawStatus(status));
    });
  });
}

export const rawStatus = ({ code, details, metadata }: StatusObject | ServiceError): RawStatus => ({
  code,
  details,
  trailers: metadata.getMap(),
});
