import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    // Two cores: each file that starts a PostgreSQL of its own is heavy, so few run side by side.
    maxWorkers: 2,
    // Conditions are waited for, and machines may be busy.
    setupFiles: ["./test/support/patience.ts"],
    expect: { poll: { timeout: 20_000 } },
    reporters: ["default", "./test/support/closing-line.ts"],
    projects: [
      // Properties are tried on many histories, on machines that may be busy.
      { extends: true, test: { name: "unit", include: ["src/**/*.spec.ts"], testTimeout: 30_000 } },
      {
        extends: true,
        test: {
          name: "contract",
          include: ["test/contract/**/*.spec.ts"],
          globalSetup: ["test/support/postgres-server.ts"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: "scenario",
          include: ["test/scenarios/**/*.spec.ts", "test/house/**/*.spec.ts"],
          globalSetup: ["test/support/postgres-server.ts"],
          testTimeout: 120_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: "browser",
          include: ["test/browser/**/*.spec.ts"],
          globalSetup: ["test/support/postgres-server.ts", "test/support/browser-server.ts"],
          testTimeout: 120_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
