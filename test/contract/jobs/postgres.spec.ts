import { describe } from "vitest";
import { jobsContract } from "./jobs-contract.ts";

describe("over PostgreSQL", () => {
  jobsContract((connectionString) => ({ by: "postgres", connectionString }));
});
