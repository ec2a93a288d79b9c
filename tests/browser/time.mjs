// The words in which the tests speak about the cluster in time.
import { answered } from "./browser.mjs";

export const button = (page, name) => page.getByRole("button", { name, exact: true });
export const slider = (page) => page.getByRole("slider", { name: "Moment" });
export const rows = (page) => page.locator("planner-event-list li");
export const differences = (page) => page.locator("planner-effect .differences li").allInnerTexts();

export const words = async (locator) =>
  (await locator.allInnerTexts()).map((text) => text.replace(/\s+/g, " ").trim());

/** Puts an event on the clock by clicking the node's label. */
export async function onNode(page, node, kind) {
  await button(page, node).click();
  await button(page, kind).click();
  await answered(page);
}

/** The numbers of the status at the chosen moment. */
export async function statusThen(page) {
  return page
    .locator("planner-moment dl > div")
    .evaluateAll((all) =>
      Object.fromEntries(
        all.map((one) => [one.querySelector("dt").textContent, one.querySelector("dd").textContent]),
      ),
    );
}

export const focused = (page) =>
  page.evaluate(() => {
    let at = document.activeElement;
    while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
    return at?.getAttribute("aria-label") ?? at?.textContent.trim() ?? "";
  });
