// Builds the index of the shipped corpus once, before the tests of all files start their servers on it.

import { execFileSync } from "node:child_process";
import { INDEX, ROOT, SERVER } from "./harness.mjs";

execFileSync(SERVER, ["index", "--corpus", "corpus", "--index", INDEX], { cwd: ROOT, stdio: "inherit" });
