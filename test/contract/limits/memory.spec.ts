import { MemoryLimiter } from "../../../src/limits/memory-limiter.ts";
import { limiterContract, rates } from "./limiter-contract.ts";

limiterContract("in memory", () => Promise.resolve(new MemoryLimiter({ rates })));
