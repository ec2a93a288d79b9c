/** Text as a string or as UTF-8 bytes; bytes are cheaper. */
export type Text = string | Uint8Array;

/** What `plan()` takes. */
export interface PlanInput {
    /** The DaemonSet's manifest: YAML or JSON, one document or a whole bundle. */
    manifest: Text;
    /** The nodes: YAML, JSON, a `kubectl get nodes` table or `kubectl describe nodes` text. */
    nodes?: Text;
    /** The existing Pods, and ControllerRevisions if there are any: YAML or JSON of objects, or a `kubectl get pods -o wide` table. */
    pods?: Text;
    /** The manifest before the change, in the forms of the manifest. */
    previous?: Text;
    /** Timings, events, and what else is to be supposed. */
    options?: PlanOptions;
}

/** Something that happens to the cluster meanwhile. */
export type PlanEvent = PlanEventKind & {
    /**
     * When, in seconds from the beginning; 0 if absent. Events of one second take place in the order given; those of second 0 before
     * the controller first looks.
     */
    atSeconds?: number;
};

/** What `reconcile()` takes: objects, or their text. */
export interface ReconcileInput {
    daemonSet: object | Text;
    nodes: object[] | object | Text;
    pods: object[] | object | Text;
    /** The time of the sync: RFC 3339, a Date, or milliseconds since 1970. */
    now: string | Date | number;
    /** The `controller-revision-hash` of the current template. */
    revision?: string;
}
