// The tag follows the theme of the page around it, however that is said.
import assert from "node:assert/strict";
import { test } from "node:test";
import { HEADLINE, says, SCRIPT, show, tag, useElement } from "./element.mjs";

useElement();

const ground = (page, which = 0) =>
  page
    .locator("daemonset-planner")
    .nth(which)
    .evaluate(
      ({ shadowRoot }) => getComputedStyle(shadowRoot.querySelector("[part=answer]")).backgroundColor,
    );
const LIGHT = "rgb(255, 255, 255)";
const DARK = "rgb(21, 27, 35)";

/** How a site says that it is dark, and that it is light again. */
const SITES = {
  VitePress: ["document.documentElement.className = 'dark'", "document.documentElement.className = ''"],
  "Docusaurus and Starlight": [
    "document.documentElement.dataset.theme = 'dark'",
    "document.documentElement.dataset.theme = 'light'",
  ],
  "Material for MkDocs": [
    "document.body.dataset.mdColorScheme = 'slate'",
    "document.body.dataset.mdColorScheme = 'default'",
  ],
  "mdBook's navy": [
    "document.documentElement.className = 'navy sidebar-visible js'",
    "document.documentElement.className = 'rust js'",
  ],
  Bootstrap: [
    "document.documentElement.dataset.bsTheme = 'dark'",
    "document.documentElement.dataset.bsTheme = 'light'",
  ],
  "a ground of its own": [
    "document.body.style.background = '#222'",
    "document.body.style.background = '#fff'",
  ],
  "a ground in oklch": [
    "document.body.style.background = 'oklch(0.2 0.02 250)'",
    "document.body.style.background = 'oklch(0.97 0.01 250)'",
  ],
  "a colour scheme": [
    "document.documentElement.style.colorScheme = 'dark'",
    "document.documentElement.style.colorScheme = 'light'",
  ],
};

for (const [name, [darken, lighten]] of Object.entries(SITES)) {
  test(`the theme follows the page while it is open: ${name}`, async () => {
    const page = await show(tag() + tag('theme="light"') + tag('theme="dark"'));
    await says(page, HEADLINE, 2);
    assert.equal(await ground(page), LIGHT);
    await page.evaluate(darken);
    await page.waitForTimeout(50);
    assert.deepEqual([await ground(page), await ground(page, 1), await ground(page, 2)], [DARK, LIGHT, DARK]);
    await page.evaluate(lighten);
    await page.waitForTimeout(50);
    assert.equal(await ground(page), LIGHT);
    await page.close();
  });
}

test("a page that follows the system is followed, one that does not is light whatever the system says", async () => {
  const follows = '<meta name="color-scheme" content="light dark">';
  const page = await show(tag(), { head: SCRIPT + follows, media: { colorScheme: "dark" } });
  await says(page, HEADLINE);
  assert.equal(await ground(page), DARK);
  await page.emulateMedia({ colorScheme: "light" });
  await page.waitForTimeout(50);
  assert.equal(await ground(page), LIGHT);
  await page.close();
  const plain = await show(tag(), { media: { colorScheme: "dark" } });
  await says(plain, HEADLINE);
  assert.equal(await ground(plain), LIGHT);
  await plain.close();
});
