// What the README says under "In a documentation site", so that the sites are made of its own lines.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

const README = readFileSync(new URL("../../../README.md", import.meta.url), "utf8");
const INSTALL = "npm install daemonset-planner";

const [, section] = README.split(/^## In a documentation site$/m);
const [introduction, ...parts] = section.split(/^## /m)[0].split(/^### /m);

/** The code blocks of a part of the README. @returns {{ language: string, code: string }[]} */
function blocks(text) {
  return [...text.matchAll(/^(`{3,})(\w+)\n(.*?)^\1$/gms)].map(([, , language, code]) => ({
    language,
    code,
  }));
}

/** The tag with its code blocks, as it stands in Markdown. */
export const TAG = blocks(introduction)[0].code;

/**
 * The recipe under a heading.
 * @returns {{ commands: string, around?: { open: string, close: string }, pieces: string[] }} the commands that put files into the site; the lines in the place of
 * the tag's own; the pieces of files
 */
export function recipe(heading) {
  const part = parts.find((text) => text.startsWith(`${heading}\n`));
  assert.ok(part, `the README has a recipe for ${heading}`);
  assert.ok(part.includes(INSTALL), `the recipe for ${heading} installs the package`);
  const found = blocks(part);
  const commands = found
    .filter(({ language }) => language === "sh")
    .map(({ code }) => code.replace(INSTALL, ""));
  const [around] = found
    .filter(({ language }) => language === "md")
    .map(({ code }) => code.trimEnd().split("\n"));
  return {
    commands: commands.join("\n").trim(),
    around: around && { open: around.slice(0, -1).join("\n"), close: around.at(-1) },
    pieces: found.filter(({ language }) => !["sh", "md"].includes(language)).map(({ code }) => code),
  };
}
