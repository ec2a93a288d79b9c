// The life of real DaemonSets, as people install them.
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { nodes, open, paste, useBrowser } from "./browser.mjs";
import { steps, truths } from "./life.mjs";

useBrowser();

const REAL = new URL("../../../shared/corpus/daemonsets/", import.meta.url);

test(
  "real manifests are told without gaps",
  { skip: existsSync(REAL) ? false : "without ../shared" },
  async () => {
    const page = await open();
    const list = nodes("first-node", "second-node");
    await paste(page, "nodes", list);
    for (const file of readdirSync(REAL).filter((_, index) => index % 3 === 0)) {
      await paste(page, "manifest", readFileSync(new URL(file, REAL), "utf8"));
      const life = await steps(page);
      const refused = (await page.getByRole("heading", { name: "The API server's answer" }).count()) > 0;
      assert.equal(life.length, refused ? 2 : 8, file);
      const { words, open: shown, folded } = await truths(page);
      assert.equal(shown.length + folded.length, 12, file);
      for (const sentence of [...life.flatMap(({ says }) => says), words]) {
        assert.doesNotMatch(sentence, /undefined|NaN|\[object|null|``|\(\)/, file);
      }
      for (const sentence of life.flatMap(({ says }) => says))
        assert.ok(sentence.length < 700, `${file}: ${sentence}`);
      if (/calico|cilium|flannel|kindnet|multus|(^|-)csi/.test(file)) {
        assert.ok(
          refused || shown.includes("Network and storage plugins come with their own manifests"),
          file,
        );
      }
    }
    await page.close();
  },
);
