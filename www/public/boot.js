// Runs before the first paint: the chosen theme, and whether the address carries a shared state.
try {
  const theme = localStorage.getItem("theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // Storage may be forbidden; the system's theme is used then.
}
if (location.hash.length > 1) document.documentElement.dataset.shared = "";
