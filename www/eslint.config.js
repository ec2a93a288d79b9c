import js from "@eslint/js";
import ts from "typescript-eslint";

export default ts.config(
  { ignores: ["dist", "node_modules"] },
  js.configs.recommended,
  {
    files: ["**/*.ts"],
    extends: [...ts.configs.strictTypeChecked, ...ts.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      // Numbers in templates are what a page about counts is made of.
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
    },
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
    files: ["**/*.js"],
    languageOptions: {
      globals: {
        process: "readonly",
        URL: "readonly",
        console: "readonly",
        document: "readonly",
        window: "readonly",
        localStorage: "readonly",
        location: "readonly",
        setTimeout: "readonly",
        Buffer: "readonly",
        navigator: "readonly",
      },
    },
  },
);
