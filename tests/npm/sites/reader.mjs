// What a reader sees of a page: the answers below the tags, and the site around them.

/** The tags of a page with their answers: which nodes, whether they run the Pod, and why. Waits for as many as are promised. */
export async function answers(page, count) {
  await page.waitForFunction((wanted) => {
    const tags = [...document.querySelectorAll("daemonset-planner")];
    return (
      tags.length === wanted &&
      tags.every((tag) =>
        tag.shadowRoot?.querySelector("planner-card")?.shadowRoot?.querySelector("planner-node-groups"),
      )
    );
  }, count);
  return page.locator("planner-node-groups").evaluateAll((all) =>
    all.map(({ shadowRoot }) =>
      [...shadowRoot.querySelectorAll(".group")].map((group) => {
        const names = group.querySelector("planner-names").shadowRoot.querySelectorAll(".name");
        const verdict = `${group.classList.contains("runs") ? "runs" : "does not run"} on ${[...names].map((name) => name.textContent.trim()).join(", ")}`;
        return `${verdict}: ${group.querySelector(".why").textContent.trim().replace(/\s+/g, " ")}`;
      }),
    ),
  );
}

/** Brings all tags near the screen, as a reader does who reads on. */
export async function readOn(page) {
  for (const tag of await page.locator("daemonset-planner").all()) await tag.scrollIntoViewIfNeeded();
}

/** How light the answer's words and the ground behind them are, from 0 to 1, and how far they stand apart (4.5 is enough to read). */
export function lightness(page) {
  return page
    .locator("planner-headline")
    .first()
    .evaluate((element) => {
      const pen = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
      const luminance = (layers) => {
        for (const layer of layers) {
          pen.fillStyle = layer;
          pen.fillRect(0, 0, 1, 1);
        }
        const [red, green, blue] = [...pen.getImageData(0, 0, 1, 1).data].map((part) => {
          const share = part / 255;
          return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
        });
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
      };
      const grounds = [];
      for (let at = element; at; at = at.assignedSlot ?? at.parentElement ?? at.getRootNode().host)
        grounds.unshift(getComputedStyle(at).backgroundColor);
      const dark =
        getComputedStyle(document.documentElement).colorScheme === "dark" ||
        matchMedia("(prefers-color-scheme: dark)").matches;
      const layers = [dark ? "#121212" : "#fff", ...grounds];
      const ground = luminance(layers);
      const ink = luminance([getComputedStyle(element.shadowRoot.querySelector(".sentence")).color]);
      const [more, less] = ink > ground ? [ink, ground] : [ground, ink];
      return { ground, ink, contrast: (more + 0.05) / (less + 0.05) };
    });
}

/** What `around` says of an element in a tag that is not seen, such as the nodes while the manifest is shown. */
export const HIDDEN = "hidden";

/** How the site looks around its tags, and how the code blocks in them do: what an author would see change. */
export function around(page) {
  return page.evaluate((hidden) => {
    const tags = [...document.querySelectorAll("daemonset-planner")];
    const names = [
      "color",
      "backgroundColor",
      "fontFamily",
      "fontSize",
      "lineHeight",
      "borderTopColor",
      "borderTopWidth",
      "display",
      "position",
    ];
    const styles = (element) => {
      const style = getComputedStyle(element);
      return [
        element.localName,
        element.getAttribute("class") ?? "",
        ...names.map((name) => style[name]),
      ].join(" | ");
    };
    const box = (element) => {
      const { x, width, height } = element.getBoundingClientRect();
      const sizes = element.childElementCount > 0 ? [x, width] : [x, width, height]; // Columns are as high as the page.
      return ` | ${sizes.map(Math.round).join(", ")}`;
    };
    const all = [...document.body.querySelectorAll("*")].filter((element) => !tags.includes(element));
    const within = (element) => tags.some((tag) => tag.contains(element));
    return {
      outside: all
        .filter((element) => !within(element) && element.checkVisibility())
        .map((element) => styles(element) + box(element)),
      inside: all.filter(within).map((element) => (element.checkVisibility() ? styles(element) : hidden)),
      sheets: document.styleSheets.length + document.adoptedStyleSheets.length,
      title: document.title,
    };
  }, HIDDEN);
}
