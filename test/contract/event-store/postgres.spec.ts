import { PostgresEventStore } from "../../../src/event-store/postgres/postgres-event-store.ts";
import { migratedDatabase, query } from "../../support/database.ts";
import { eventStoreContract } from "./contract.ts";

eventStoreContract({
  name: "PostgreSQL",
  async newLog() {
    const url = await migratedDatabase();
    return {
      open: () => PostgresEventStore.open({ url }),
      restart: null, // its own server is killed and restarted in test/contract/postgres
      async cutConnections() {
        await query(
          url,
          "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()",
        );
      },
      close: () => Promise.resolve(),
    };
  },
});
