package main

import (
	"maps"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/intstr"
)

var (
	quantityType    = reflect.TypeFor[resource.Quantity]()
	intOrStringType = reflect.TypeFor[intstr.IntOrString]()
	timeType        = reflect.TypeFor[metav1.Time]()
	rawType         = reflect.TypeFor[metav1.FieldsV1]()
	resourcesType   = reflect.TypeFor[corev1.ResourceList]()
)

// mostKeys keeps maps so small that Go's order of them can be told; see usual.
const mostKeys = 3

// plausible makes a value of a type: mostly sound, sometimes at the edge or beyond it.
func plausible(r *rand.Rand, typed reflect.Type, name string, depth int) any {
	if typed == nil {
		return "x"
	}
	for typed.Kind() == reflect.Pointer {
		typed = typed.Elem()
	}
	switch typed {
	case quantityType:
		return pick(r, quantities)
	case intOrStringType:
		return pick(r, intsOrStrings)
	case timeType:
		return pick(r, timePool)
	case rawType:
		return map[string]any{"f:a": map[string]any{}}
	}
	switch typed.Kind() {
	case reflect.Bool:
		return r.IntN(2) == 0
	case reflect.Int32, reflect.Int64:
		if pool, ok := numberPools[name]; ok && r.IntN(4) > 0 {
			return pick(r, pool)
		}
		return pick(r, anyNumbers)
	case reflect.String:
		return plausibleText(r, typed, name)
	case reflect.Slice:
		count := []int{0, 1, 1, 1, 2, 2, 3}[r.IntN(7)]
		if depth == 0 && r.IntN(25) == 0 {
			count = []int{4, 21, 33, 260}[r.IntN(4)]
			if typed.Elem().Kind() != reflect.String && typed.Elem().Kind() != reflect.Int32 {
				count = min(count, 22)
			}
		}
		list := make([]any, 0, count)
		for range count {
			list = append(list, plausible(r, typed.Elem(), name, depth+1))
		}
		return list
	case reflect.Map:
		fields := map[string]any{}
		for range r.IntN(mostKeys + 1) {
			fields[mapKey(r, typed, name)] = plausible(r, typed.Elem(), name, depth+1)
		}
		return fields
	case reflect.Struct:
		return plausibleStruct(r, typed, depth)
	}
	return nil
}

// oneOf are structs of which mostly one field is set.
var oneOf = []reflect.Type{
	reflect.TypeFor[corev1.Volume](), reflect.TypeFor[corev1.VolumeProjection](), reflect.TypeFor[corev1.EnvVarSource](),
	reflect.TypeFor[corev1.Probe](), reflect.TypeFor[corev1.LifecycleHandler](), reflect.TypeFor[corev1.EnvFromSource](),
}

func plausibleStruct(r *rand.Rand, typed reflect.Type, depth int) any {
	known := fieldsOf(typed)
	names := slices.Sorted(maps.Keys(known))
	value := map[string]any{}
	if slices.Contains(oneOf, typed) {
		for range []int{0, 1, 1, 1, 1, 1, 1, 2}[r.IntN(8)] {
			name := names[r.IntN(len(names))]
			value[name] = plausible(r, known[name], name, depth+1)
		}
		if _, ok := known["name"]; ok && r.IntN(12) > 0 {
			value["name"] = plausible(r, known["name"], "name", depth+1)
		}
		return value
	}
	for _, name := range names {
		simple := known[name].Kind() == reflect.String || known[name].Kind() == reflect.Int32
		chance := 6 // of 10
		switch {
		case simple:
			chance = 8
		case len(names) > 8:
			chance = 2
		case depth > 3:
			chance = 3
		}
		if r.IntN(10) < chance {
			value[name] = plausible(r, known[name], name, depth+1)
		}
	}
	return value
}

func plausibleText(r *rand.Rand, typed reflect.Type, name string) any {
	if r.IntN(30) == 0 {
		return pick(r, strangeTexts)
	}
	if pool, ok := texts[typed.Name()+"."+name]; ok {
		return pick(r, pool)
	}
	if pool, ok := texts[typed.Name()]; ok && typed.PkgPath() != "" {
		return pick(r, pool)
	}
	if pool, ok := texts[name]; ok {
		return pick(r, pool)
	}
	return pick(r, anyTexts)
}

func mapKey(r *rand.Rand, typed reflect.Type, name string) string {
	switch {
	case typed == resourcesType:
		return pick(r, resourceNames)
	case name == "annotations":
		return pick(r, annotationKeys)
	case name == "options":
		return pick(r, optionKeys)
	case name == "userAnnotations":
		return pick(r, userAnnotationKeys)
	}
	return pick(r, labelKeys)
}

func pick[T any](r *rand.Rand, pool []T) T { return pool[r.IntN(len(pool))] }

var (
	long63 = strings.Repeat("a", 63)
	long64 = strings.Repeat("a", 64)

	strangeTexts = []string{"", " ", "A_B", "a.b", long64, strings.Repeat("a", 254), "ä", "-a", "a-", "a b", "x/y/z", "/", "..", "../x", "..x", "\"", "a\\b", "<&>",
		"\u007f", "\n", "1", "true", "metadata.name", "日本", "a..b", "a:b", strings.Repeat("a.", 140) + "a"}
	anyTexts           = []string{"a", "b", "c", "x", "a", "b", "v", "example.com", "a-1", ""}
	quantities         = []any{"1", "100m", "2Gi", "1Mi", "0", "-1", "1.5", 2, 0.5, "0.0001", "4Mi", "3Mi", "1e3", "1E", "1n", "100M", "12Ei", "x", "", "1 ", "2Mi", "500m", nil}
	intsOrStrings      = []any{0, 1, 2, 80, 8080, 65535, 65536, -1, "10%", "0%", "100%", "101%", "http", "a", "80", "A", "abcdefghijklmnop", "a--b", "", "-a", "1", "5", "05%", "%", 2147483648}
	timePool           = []any{"2024-01-01T00:00:00Z", nil, "x", "2024-01-01T00:00:00+02:00", "", 1}
	anyNumbers         = []any{0, 1, -1, 2, 10, 100, 255, 256, 511, 512, 600, 3600, 65535, 65536, 2147483647, 2147483648, -2147483648, 1.5, 4294967296, 4294967297}
	resourceNames      = []string{"cpu", "memory", "cpu", "memory", "ephemeral-storage", "storage", "example.com/gpu", "hugepages-2Mi", "hugepages-1Gi", "pods", "kubernetes.io/x", "x.kubernetes.io/y", "requests.cpu", "gpu", "A_B/", "requests.example.com/x", "hugepages-", "hugepages-x", "secrets", "", "a/b/c", "requests.hugepages-2Mi", "hugepages-0", "attachable-volumes-x", "requests.a/b"}
	labelKeys          = []string{"a", "b", "example.com/x", "kubernetes.io/hostname", "A_b", "a b", "", "/", "x/", "a/b/c", "-", "Ex.com/a", long64, "topology.kubernetes.io/zone", "kubernetes.io/arch"}
	optionKeys         = []string{"a", "kubernetes.io/x", "a.kubernetes.io", "K8s.io/b", "xk8s.io/c", "x.k8s.io", "example.com/y", "", "kubernetes.io"}
	userAnnotationKeys = []string{"example.com/a", "a", "Example.com/B", "/x", "x/", "a.b/c d", "", "a/b/c", "A.B/C"}
	annotationKeys     = []string{"a", "example.com/x", "A", "a b", "", "x/", "kubernetes.io/config.mirror", "controller.kubernetes.io/pod-deletion-cost", "seccomp.security.alpha.kubernetes.io/pod",
		"container.seccomp.security.alpha.kubernetes.io/c", "container.seccomp.security.alpha.kubernetes.io/a", "container.apparmor.security.beta.kubernetes.io/c",
		"container.apparmor.security.beta.kubernetes.io/a", "container.apparmor.security.beta.kubernetes.io/nobody", "scheduler.alpha.kubernetes.io/tolerations",
		"pod.beta.kubernetes.io/init-containers", "deprecated.daemonset.template.generation", "K\u212a", "container.seccomp.security.alpha.kubernetes.io/"}

	numberPools = map[string][]any{
		"containerPort": {80, 8080, 0, 65536}, "hostPort": {80, 8080, 0, 81, -1}, "port": {80, 0, 65536, 1}, "weight": {1, 100, 0, 101},
		"mode": {0, 511, 512, -1, 420}, "defaultMode": {0, 511, 512, -1, 420}, "maxSkew": {1, 0, -1}, "minDomains": {1, 0, -1, 5},
		"lun": {0, 255, 256, -1}, "partition": {0, 1, 255, 256, -1}, "runAsUser": {0, 1000, -1, 2147483648}, "successThreshold": {1, 0, 2},
		"expirationSeconds": {600, 599, 3600, 4294967296, 4294967297, 0}, "maxExpirationSeconds": {3600, 3599, 86400, 86401, 7862400, 7862401, 0},
		"seconds": {0, 1, 30, 31, -1}, "terminationGracePeriodSeconds": {0, 30, 1, -1, 5}, "activeDeadlineSeconds": {0, 1, 2147483648}, "values": {0, 1, 42, 255, 256},
		"minReadySeconds": {0, 5, -1}, "revisionHistoryLimit": {0, 10, -1}, "tolerationSeconds": {0, 300, -1},
	}
	words = func(text string) []string { return strings.Fields(text) }
	texts = map[string][]string{
		"name": words("a b c v x a b c a-1 long-name A_B a.b example.com/gate"), "namespace": words("default x A kube-system"), "image": words("i nginx:1 nginx:latest a/b@sha256:x i"),
		"generateName": words("x- a A- x-- -"),
		"PullPolicy":   words("Always IfNotPresent Never always X"), "RestartPolicy": words("Always OnFailure Never always"), "ContainerRestartPolicy": words("Always OnFailure Never Always X"),
		"ContainerRestartRuleAction": words("Restart RestartAllContainers X"), "ContainerRestartRuleOnExitCodesOperator": words("In NotIn Equal"),
		"DNSPolicy": words("ClusterFirst None Default ClusterFirstWithHostNet X"), "TerminationMessagePolicy": words("File FallbackToLogsOnError X"),
		"Protocol": words("TCP UDP SCTP tcp X"), "hostIP": words("1.2.3.4 0.0.0.0 x"), "URIScheme": words("HTTP HTTPS http X"), "HTTPProtocol": words("HTTP1 HTTP2 X"),
		"GRPCProbeMode": words("Plaintext TLS X"), "Signal": words("SIGTERM SIGKILL SIGHUP SIGX"), "TaintEffect": words("NoSchedule NoExecute PreferNoSchedule X"),
		"TolerationOperator": words("Exists Equal Lt Gt X"), "NodeSelectorOperator": words("In NotIn Exists DoesNotExist Gt Lt X"), "LabelSelectorOperator": words("In NotIn Exists DoesNotExist Gt"),
		"UnsatisfiableConstraintAction": words("DoNotSchedule ScheduleAnyway X"), "NodeInclusionPolicy": words("Honor Ignore X"), "topologyKey": words("kubernetes.io/hostname a x/y/z zone"),
		"key": words("a b metadata.name example.com/x A_B k..v a/b/c A=B LOG"), "values": words("a b c 5 -1 A_B a.b"), "value": words("a b x 1 A_B"),
		"labels": words("a b c b A_b -x"), "matchLabels": words("b b b a -x"), "nodeSelector": words("a linux -x"), "matchLabelKeys": words("a b x/y/z A"), "mismatchLabelKeys": words("a b -"),
		"annotations": append(words("a runtime/default docker/default unconfined localhost/x localhost//x localhost/../x 5 -5 +5 008 2147483648 [] null {} localhost/p"), `[{"key":"a b","operator":"Exists"}]`, `[{"operator":"X"}]`, `{"a`, "", `[{"key":1}]`, `[{"Key":"a","Effect":"X","tolerationSeconds":1}]`),
		"mountPath":   words("/x /y /z /x relative /a:b"), "devicePath": words("/dev/x /x /dev/../y /y"), "subPath": words("x /x ../x a/../b ..x"), "subPathExpr": words("x /x ../x $(A)"),
		"MountPropagationMode": words("None HostToContainer Bidirectional X"), "RecursiveReadOnlyMode": words("Disabled Enabled IfPossible X"), "bindMountOptions": words("noexec nodev X"),
		"path": words("x /x y ../x a/../b ..x x y"), "HostPathType": words("Directory File Socket X DirectoryOrCreate"), "secretName": words("a s"), "claimName": words("a d-a x"),
		"fieldPath":  words("metadata.name spec.nodeName metadata.labels metadata.labels['a'] metadata.annotations['A/b/c'] metadata.labels['x'y'] status.podIP spec.host status.phase spec.serviceAccountName x metadata.annotations metadata.uid spec.x['a'] metadata.labels['']"),
		"apiVersion": words("v1 v1 v2 apps/v1 a/b/c v1 x/"), "kind": words("DaemonSet Pod Event Node PersistentVolumeClaim"), "uid": words("1 2 1"), "finalizers": words("a.b/c x orphan foregroundDeletion kubernetes a/b/c"),
		"resource": words("limits.cpu requests.memory limits.x limits.hugepages-2Mi requests.ephemeral-storage requests.hugepages- cpu"), "containerName": words("c a x"),
		"signerName": words("example.com/a kubernetes.io/kube-apiserver-client a.kubernetes.io/x a/b example.com a.b/c/d A.b/c a.b/C -.b/x a.b/c.-d"), "keyType": words("RSA3072 ED25519 ECDSAP256 rsa X"),
		"VolumeProjection.name": words("a b"), "SeccompProfileType": words("RuntimeDefault Unconfined Localhost X"), "AppArmorProfileType": words("RuntimeDefault Unconfined Localhost X"),
		"localhostProfile": append(words("p x/y /p ../p"), " p", "", strings.Repeat("p", 4096)), "ProcMountType": words("Default Unmasked X"), "Capability": words("NET_ADMIN CAP_SYS_ADMIN SYS_ADMIN ALL"),
		"PodFSGroupChangePolicy": words("Always OnRootMismatch X"), "SupplementalGroupsPolicy": words("Merge Strict X"), "PodSELinuxChangePolicy": words("Recursive MountOption X"),
		"gmsaCredentialSpecName": words("a A_B a.b"), "gmsaCredentialSpec": append(words("x"), "", strings.Repeat("x", 65537)),
		"runAsUserName": append(words(`user NT\user a\b\c \user dom\ x@y .. a.b\user -a\b .a\b a_b\c a*b\c abcdefghijklmnopq_\x user+`), "", "a b", ". .", "a\tb", "a\u007f", strings.Repeat("u", 105), strings.Repeat("d", 256)+`\u`, "\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\\u"),
		"OSName":        words("linux windows linux X"), "ResourceName": words("cpu memory storage X"), "ResourceResizeRestartPolicy": words("NotRequired RestartContainer X"),
		"PersistentVolumeAccessMode": words("ReadWriteOnce ReadOnlyMany ReadWriteOncePod ReadWriteMany X"), "PersistentVolumeMode": words("Filesystem Block X"), "storageClassName": words("a A_B x.y"), "volumeAttributesClassName": words("a A_B x.y"),
		"apiGroup": words("a.b snapshot.storage.k8s.io A_B"), "iqn": words("iqn.2015-02.example.com:x iqn.x eui.0123456789abcdef eui.x naa.0123456789abcdef0123456789abcdef naa.1 x iqn.2015-02.a:b;c iqn iqn.2015-02.a_b:c xiqn.2015-02.a:b"),
		"initiatorName": words("iqn.2015-02.example.com:x iqn.x eui.0123456789abcdef eui.x naa.0123456789abcdef0123456789abcdef x"), "targetPortal": append(words("1.2.3.4:3260 x"), long63, strings.Repeat("p", 60)),
		"registry": words("a:1 a:1,b:2 a a:1,b [::1]:5 [::1] a:b:c ::1 [a]b:1 a]:1 [a:1 a:1, [a][b]:1"), "tenant": append(words("t"), long64, long64+"a"), "volumeName": words("a x A_B v"), "volumeNamespace": words("a A_B"),
		"diskURI": words("https://x /subscriptions/x x"), "diskName": words("d"), "AzureDataDiskCachingMode": words("None ReadOnly ReadWrite X"), "AzureDataDiskKind": words("Shared Dedicated Managed X"),
		"datasetName": words("a a/b"), "datasetUUID": words("u"), "driver": words("a.b A.B a_b d K"), "reference": words("i nginx:1"), "server": words("s"), "endpoints": words("e"), "gateway": words("g"), "system": words("s"),
		"targetWWNs": words("w"), "wwids": words("w"), "monitors": words("m"), "nameservers": words("1.1.1.1 ::1 x 01.1.1.1 1.2.3 ::ffff:1.2.3.4 1.2.3.256"), "searches": append(words("a.b . a_b.c. A .. x"), strings.Repeat("a.", 100)+"a"),
		"ip": words("1.2.3.4 ::1 x 010.1.1.1 1.2.3 fe80::1%eth0 1:2:3:4:5:6:7.8.9.10"), "hostnames": words("a a.b A_B"), "hostname": words("a A a.b"), "subdomain": words("a A a.b"), "hostnameOverride": append(words("a a.b A_B"), long64+"a"),
		"nodeName": words("n n.x N_1"), "serviceAccountName": words("sa a.b A_B"), "serviceAccount": words("sa x A"), "priorityClassName": words("high A_B system-node-critical"), "runtimeClassName": words("r A_B r.x"), "PreemptionPolicy": words("Never PreemptLowerPriority X"),
		"schedulerName": words("s default-scheduler"), "PodConditionType": words("a example.com/x A_B -"), "DaemonSetUpdateStrategyType": words("RollingUpdate OnDelete Recreate"), "request": words("r A_B a.b r"), "targetContainerName": words("c x a"),
		"command": words("a sh"), "host": words("h x"), "prefix": words("P_ A=B p"), "resourceClaimName": words("rc A_B"), "resourceClaimTemplateName": words("rt A_B"), "namespaces": words("default A_B x"), "creationTimestamp": words("x"),
		"directory": words("d /d ../d . a/../b"), "repository": words("r"),
	}
)
