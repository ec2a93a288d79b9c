// What the template risks, and the Pod that the controller makes of it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { daemonSet, headline, nodes, open, useBrowser } from "./browser.mjs";
import { given } from "./life.mjs";
import { words } from "./time.mjs";

useBrowser();

const fold = (page, title) => page.locator("summary", { hasText: title }).first();

test("host access is told with what it means, and leads to its line", async () => {
  const page = await open("#host-access");
  const risks = page.locator("planner-risks");
  await risks.getByText("is the only Pod Security Standard that admits it").waitFor();
  const rows = await words(risks.getByRole("list", { name: "Host access" }).locator("li"));
  const kinds = rows.map((row) => row.split(" ")[0]);
  assert.deepEqual(kinds, ["hostNetwork", "hostPID", "privileged", "hostPath", "dnsPolicy"]);
  await risks.getByRole("button", { name: "line 42" }).first().click();
  const selected = await page.evaluate(() => document.getSelection()?.toString() ?? "");
  assert.match(selected, /\//);
  await fold(page, "What Pod Security admission says").click();
  const [baseline, restricted] = await words(risks.locator("pre"));
  assert.match(
    baseline,
    /^violates PodSecurity "baseline:latest": host namespaces \(hostNetwork=true, hostPID=true\)/,
  );
  assert.match(restricted, /^violates PodSecurity "restricted:latest": /);
  await page.close();
});

test("a template that asks for nothing is told so, one that is held back is restricted", async () => {
  const page = await given(daemonSet(), nodes("one"));
  const risks = page.locator("planner-risks");
  await risks.getByText("It asks for no access to its host.").waitFor();
  assert.match(await risks.locator(".card p").first().innerText(), /^baseline is the strictest/);
  await page.close();
  const held = `${daemonSet(
    "      securityContext: { runAsNonRoot: true, seccompProfile: { type: RuntimeDefault } }",
  ).replace(
    "containers: [{ name: a, image: a }]",
    "containers: [{ name: a, image: a, securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: [ALL] } } }]",
  )}`;
  const other = await given(held, nodes("one"));
  await other
    .locator("planner-risks")
    .getByText("is the strictest Pod Security Standard, and admits it.")
    .waitFor();
  assert.equal(await fold(other, "What Pod Security admission says").count(), 0);
  await other.close();
});

test("the Pod is shown as YAML, and what the controller added is marked and explained", async () => {
  const page = await given(daemonSet(), nodes("one"));
  await headline(page, "Runs on the one node.");
  await fold(page, "The Pod as the controller makes it, for one").click();
  const pod = page.locator("planner-made-pod");
  await pod.locator("li.added").first().waitFor();
  const added = (await words(pod.locator("li.added"))).join("\n");
  assert.match(added, /generateName: agent-/);
  assert.match(added, /matchFields:/);
  assert.match(added, /- one/);
  assert.match(added, /node\.kubernetes\.io\/not-ready/);
  assert.doesNotMatch(added, /image:/);
  const whys = await words(pod.locator(".why"));
  assert.ok(
    whys.some((why) => why.startsWith("# holds the Pod on its node")),
    whys.join("\n"),
  );
  await pod.getByRole("button", { name: "Copy the Pod" }).click();
  assert.match(await page.evaluate(() => navigator.clipboard.readText()), /^apiVersion: v1\nkind: Pod\n/);
  await page.close();
});
