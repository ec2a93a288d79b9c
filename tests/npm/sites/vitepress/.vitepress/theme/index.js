import DefaultTheme from "vitepress/theme";
import "daemonset-planner/element";

export default DefaultTheme;
