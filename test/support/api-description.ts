/** The description that the server gives of its API, as far as tests go by it. */
export interface ApiDescription {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, OperationDescription>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, SchemaDescription>> };
}

export interface OperationDescription {
  readonly summary?: string;
  readonly tags?: readonly string[];
  readonly security?: readonly object[];
  readonly parameters?: readonly ParameterDescription[];
  readonly requestBody?: {
    readonly required?: boolean;
    readonly content: Readonly<Record<string, { readonly schema: SchemaDescription }>>;
  };
  readonly responses: Readonly<Record<string, { readonly description: string; readonly content?: object }>>;
}

export interface ParameterDescription {
  readonly in: "query" | "path" | "header";
  readonly name: string;
  readonly required?: boolean;
  readonly schema: SchemaDescription;
}

export interface SchemaDescription {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly SchemaDescription[];
  readonly maxLength?: number;
  readonly properties?: Readonly<Record<string, SchemaDescription>>;
  readonly required?: readonly string[];
  readonly items?: SchemaDescription;
}

export interface Operation extends OperationDescription {
  readonly method: string;
  readonly path: string;
}

export async function describedApi(url: string): Promise<ApiDescription> {
  const response = await fetch(`${url}/api/openapi.json`);
  return (await response.json()) as ApiDescription;
}

export function operationsOf({ paths }: ApiDescription): Operation[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ ...operation, path, method: method.toUpperCase() })),
  );
}

export function bodyOf({ requestBody }: OperationDescription): SchemaDescription | undefined {
  return requestBody?.content["application/json"]?.schema;
}

/** An address of the operation: its parameters filled in by name, and otherwise by something that is nowhere. */
export function addressOf({ path }: Operation, parameters: Readonly<Record<string, string>> = {}): string {
  return path.replaceAll(/\{(\w+)\}/g, (_, name: string) => parameters[name] ?? "nowhere");
}
