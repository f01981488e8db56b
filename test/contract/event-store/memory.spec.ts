import { MemoryEventStore } from "../../../src/event-store/memory/memory-event-store.ts";
import { eventStoreContract } from "./contract.ts";

eventStoreContract({
  name: "memory",
  newLog() {
    const store = new MemoryEventStore();
    // All processes are this one: closing a second view of the log leaves the log.
    const view = (): MemoryEventStore =>
      new Proxy(store, {
        get(target, name) {
          if (name === "close") return () => Promise.resolve();
          const member: unknown = Reflect.get(target, name, target);
          return typeof member === "function" ? (member.bind(target) as unknown) : member;
        },
      });
    return Promise.resolve({
      open: () => Promise.resolve(view()),
      restart: null,
      cutConnections: null,
      close: () => store.close(),
    });
  },
});
