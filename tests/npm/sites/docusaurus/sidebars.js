module.exports = { docs: ["index", "one", "two"] };
