import { defineConfig } from "vitepress";

export default defineConfig({
  title: "Fleet handbook",
  vue: { template: { compilerOptions: { isCustomElement: (tag) => tag === "daemonset-planner" } } },
  vite: { optimizeDeps: { exclude: ["daemonset-planner"] } },
  themeConfig: {
    sidebar: [
      { text: "Start", link: "/" },
      { text: "One", link: "/one" },
      { text: "Two", link: "/two" },
    ],
  },
});
