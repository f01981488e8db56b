/** The description that the server gives of its API, as far as tests go by it. */
export interface ApiDescription {
  readonly openapi: string;
  readonly info: { readonly description: string };
  readonly tags: readonly { readonly name: string; readonly description: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, OperationDescription>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, SchemaDescription>>;
    readonly responses: Readonly<Record<string, AnswerDescription>>;
  };
}

export interface OperationDescription {
  readonly summary?: string;
  readonly description?: string;
  readonly tags?: readonly string[];
  readonly security?: readonly object[];
  readonly parameters?: readonly ParameterDescription[];
  readonly requestBody?: {
    readonly required?: boolean;
    readonly content: ContentDescription;
  };
  /** Problems are references to what is said of them once. */
  readonly responses: Readonly<Record<string, AnswerDescription | { readonly $ref: string }>>;
}

export interface AnswerDescription {
  readonly description: string;
  readonly content?: ContentDescription;
  readonly headers?: Readonly<Record<string, { readonly required?: boolean }>>;
}

/** By media type. */
export type ContentDescription = Readonly<
  Record<string, { readonly schema: SchemaDescription; readonly example?: unknown }>
>;

export interface ParameterDescription {
  readonly in: "query" | "path" | "header";
  readonly name: string;
  readonly required?: boolean;
  readonly description?: string;
  readonly schema: SchemaDescription;
}

export interface SchemaDescription {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly description?: string;
  readonly format?: string;
  readonly default?: unknown;
  readonly anyOf?: readonly SchemaDescription[];
  readonly maxLength?: number;
  readonly properties?: Readonly<Record<string, SchemaDescription>>;
  readonly additionalProperties?: boolean | SchemaDescription;
  readonly required?: readonly string[];
  readonly items?: SchemaDescription;
  readonly not?: SchemaDescription;
}

export interface Operation extends OperationDescription {
  readonly method: string;
  readonly path: string;
}

export async function describedApi(url: string): Promise<ApiDescription> {
  const response = await fetch(`${url}/api/openapi.json`);
  if (!response.ok) throw new Error(`The description was answered with ${response.status}.`);
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

/** Finds the operation that a request is for, if it is any. */
export function operationFinder(operations: readonly Operation[]): (asked: Addressed) => Operation | undefined {
  // What is named in full comes before what a parameter could stand for.
  const patterns = operations
    .toSorted((a, b) => parametersIn(a) - parametersIn(b))
    .map((operation) => ({
      operation,
      pattern: new RegExp(`^${operation.path.replaceAll(/\{\w+\}/g, "[^/]+")}$`),
    }));
  return ({ method, path }) => {
    const [plain = path] = path.split("?");
    return patterns.find(({ operation, pattern }) => operation.method === method && pattern.test(plain))?.operation;
  };
}

export interface Addressed {
  readonly method: string;
  /** As it was asked, with its query. */
  readonly path: string;
}

const parametersIn = ({ path }: Operation): number => path.split("{").length - 1;

export function answerOf(
  api: ApiDescription,
  operation: OperationDescription,
  status: string,
): AnswerDescription | null {
  const answer = operation.responses[status];
  if (!answer || !("$ref" in answer)) return answer ?? null;
  return api.components.responses[answer.$ref.slice(answer.$ref.lastIndexOf("/") + 1)] ?? null;
}

/** An address of the operation: its parameters filled in by name, and otherwise by something that is nowhere. */
export function addressOf({ path }: Operation, parameters: Readonly<Record<string, string>> = {}): string {
  return path.replaceAll(/\{(\w+)\}/g, (_, name: string) => parameters[name] ?? "nowhere");
}
