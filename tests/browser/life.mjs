// The words in which the tests speak about the life of a DaemonSet.
import assert from "node:assert/strict";
import { answered, open, paste } from "./browser.mjs";

/** The steps: title, who acts, sentences, the values that the server fills in, and what it answers. */
export async function steps(page) {
  await answered(page);
  return page.locator("planner-life ol > li").evaluateAll((all) =>
    all.map((step) => {
      const texts = (selector) =>
        [...step.querySelectorAll(selector)].map((one) => one.textContent.trim().replace(/\s+/g, " "));
      const actors = texts(".actor");
      const title = step
        .querySelector("h3")
        .firstChild.parentElement.textContent.trim()
        .split(/\s+by\s/)[0];
      return {
        title,
        actors,
        says: texts("p"),
        filled: texts(".pieces li"),
        quotes: texts("pre"),
      };
    }),
  );
}

/** What is worth knowing: the titles in the open and those under the fold, and all the words. */
export async function truths(page) {
  await answered(page);
  return page.locator("planner-life").evaluate((life) => {
    const [, card] = life.shadowRoot.querySelectorAll(".card");
    const titles = (selector) => [...card.querySelectorAll(selector)].map((one) => one.textContent.trim());
    return {
      open: titles(":scope > ul h3"),
      folded: titles("details h3"),
      words: card.textContent,
    };
  });
}

const said = (step) => step.says.join(" ");
/** Fails where a step does not say it. */
export const has = (step, words) => assert.ok(said(step).includes(words), `${words} | ${said(step)}`);

/** The page with a manifest and nodes. */
export async function given(manifest, list) {
  const page = await open();
  await paste(page, "manifest", manifest);
  await paste(page, "nodes", list);
  return page;
}
