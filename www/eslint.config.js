import js from "@eslint/js";
import ts from "typescript-eslint";

export default ts.config(
  {
    ignores: ["www/dist", "**/node_modules", "pkg/*.d.ts", "pkg/planner.js", "pkg/node.cjs", "pkg/element*"],
  },
  js.configs.recommended,
  {
    files: ["**/*.ts"],
    extends: [...ts.configs.strictTypeChecked, ...ts.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      // Lit calls listeners with the component as `this`.
      "@typescript-eslint/unbound-method": "off",
      // Numbers in templates are what a page about counts is made of.
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
    },
  },
  {
    files: ["tests/npm/consumers/next/**"],
    languageOptions: { parserOptions: { ecmaFeatures: { jsx: true } } },
  },
  {
    rules: {
      "max-lines": ["error", 300],
      "max-lines-per-function": ["error", 60],
      "no-restricted-properties": [
        "error",
        { property: "innerHTML", message: "text from a manifest reaches the DOM as text only" },
        { property: "outerHTML", message: "text from a manifest reaches the DOM as text only" },
        { property: "insertAdjacentHTML", message: "text from a manifest reaches the DOM as text only" },
        { object: "history", property: "pushState", message: "typing must not fill the history" },
      ],
      "no-restricted-imports": ["error", { patterns: ["lit/directives/unsafe-*"] }],
    },
  },
  {
    // Scripts of the page and of Node.js, and tests that speak of both in one file.
    files: ["**/*.js", "**/*.mjs"],
    rules: { "no-undef": "off" },
  },
);
