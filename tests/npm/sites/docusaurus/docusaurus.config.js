module.exports = {
  title: "Fleet handbook",
  url: "http://localhost",
  baseUrl: "/",
  onBrokenLinks: "throw",
  clientModules: [require.resolve("daemonset-planner/element")],
  presets: [["classic", { blog: false, docs: { routeBasePath: "/", sidebarPath: "./sidebars.js" } }]],
  themeConfig: { colorMode: { defaultMode: "light" } },
};
