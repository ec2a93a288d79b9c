import starlight from "@astrojs/starlight";
import { defineConfig } from "astro/config";

export default defineConfig({
  site: "http://localhost",
  integrations: [
    {
      name: "daemonset-planner",
      hooks: {
        "astro:config:setup": ({ injectScript }) =>
          injectScript("page", 'import "daemonset-planner/element";'),
      },
    },
    starlight({
      title: "Fleet handbook",
      components: { Head: "./src/Head.astro" },
      sidebar: [
        { label: "Start", slug: "index" },
        { label: "One", slug: "one" },
        { label: "Two", slug: "two" },
      ],
    }),
  ],
});
