/** What comes of the task that all consumers have. */
export const HEADLINE = "Runs on 1 of 2 nodes. An update takes 1 wave, about 15 s.";
