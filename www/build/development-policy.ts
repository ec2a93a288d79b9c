import type { Plugin } from "vite";

/** Lets Vite's own development client talk to its server and add styles; the built page keeps the strict policy. */
export function developmentPolicy(): Plugin {
  return {
    name: "development-policy",
    apply: "serve",
    transformIndexHtml: (html) =>
      html
        .replace("connect-src 'self'", "connect-src 'self' ws:")
        .replace("style-src 'self'", "style-src 'self' 'unsafe-inline'"),
  };
}
