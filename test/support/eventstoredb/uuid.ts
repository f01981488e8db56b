import shared from "@eventstore/db-client/generated/shared_pb.js";

const canonical = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** In lower case with dashes, whichever of the two forms it came in; undefined if it is none. */
export function uuidText(uuid: shared.UUID | undefined): string | undefined {
  const bits = uuid?.getStructured();
  const text = bits === undefined ? uuid?.getString().toLowerCase() : structuredText(bits);
  return text !== undefined && canonical.test(text) ? text : undefined;
}

export function textUuid(text: string): shared.UUID {
  const uuid = new shared.UUID();
  uuid.setString(text);
  return uuid;
}

/** As two signed halves. */
export function structuredUuid(text: string): shared.UUID {
  const digits = text.replaceAll("-", "");
  const bits = new shared.UUID.Structured();
  bits.setMostSignificantBits(signed(digits.slice(0, 16)));
  bits.setLeastSignificantBits(signed(digits.slice(16)));
  const uuid = new shared.UUID();
  uuid.setStructured(bits);
  return uuid;
}

function structuredText(bits: shared.UUID.Structured): string {
  const digits = hex(bits.getMostSignificantBits()) + hex(bits.getLeastSignificantBits());
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

const signed = (digits: string): string => String(BigInt.asIntN(64, BigInt(`0x${digits}`)));

const hex = (half: string): string => BigInt.asUintN(64, BigInt(half)).toString(16).padStart(16, "0");
