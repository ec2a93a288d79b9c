package main

import (
	"encoding/json"
	"math/rand/v2"
)

// accepted makes manifests until one is a DaemonSet that the API server takes.
func accepted(make func() map[string]any) map[string]any {
	for {
		manifest := make()
		text, err := json.Marshal(manifest)
		if err != nil {
			panic(err)
		}
		if _, err := stored(text); err == nil {
			return manifest
		}
	}
}

// generateSecurity gives a sound manifest, or a real one, security contexts, volumes, ports, probes and annotations at random.
func generateSecurity(r *rand.Rand) any {
	return map[string]any{"manifest": accepted(func() map[string]any {
		manifest := realOr(r, realSets, objectOf, func() map[string]any { return securityBase(r) })
		if template, ok := at(manifest, "spec", "template"); ok {
			secure(r, template)
		}
		if chance(r, 0.1) {
			mutate(r, manifest)
		}
		return manifest
	})}
}

func securityBase(r *rand.Rand) map[string]any {
	if chance(r, 0.2) {
		return soundManifest(r)
	}
	manifest := objectOf(`{"apiVersion": "apps/v1", "kind": "DaemonSet", "metadata": {"name": "d"}, "spec": {"selector": {"matchLabels": {"a": "b"}},
		"template": {"metadata": {"labels": {"a": "b"}}, "spec": {"containers": [{"name": "c", "image": "i"}]}}}}`)
	pod, _ := at(manifest, "spec", "template", "spec")
	if chance(r, 0.4) {
		pod["containers"] = append(pod["containers"].([]any), map[string]any{"name": "b", "image": "i"})
	}
	if chance(r, 0.3) {
		pod["initContainers"] = []any{map[string]any{"name": one(r, []string{"a", "z"}), "image": "i"}}
	}
	return manifest
}

// at goes into objects by the names of their fields.
func at(fields map[string]any, names ...string) (map[string]any, bool) {
	for _, name := range names {
		inner, ok := fields[name].(map[string]any)
		if !ok {
			return nil, false
		}
		fields = inner
	}
	return fields, true
}

func secure(r *rand.Rand, template map[string]any) {
	pod, ok := at(template, "spec")
	if !ok {
		return
	}
	windows := chance(r, 0.08)
	strict := chance(r, 0.4) // mostly allowed
	odd := func(of float64) bool {
		if strict {
			of /= 8
		}
		return chance(r, of)
	}
	if windows {
		pod["os"] = map[string]any{"name": "windows"}
		if chance(r, 0.6) {
			hostProcess(r, pod)
			return
		}
	}
	if odd(0.25) {
		for _, name := range []string{"hostNetwork", "hostPID", "hostIPC"} {
			if chance(r, 0.5) {
				pod[name] = chance(r, 0.8)
			}
		}
	}
	hostUsers := true
	if chance(r, 0.12) {
		hostUsers = chance(r, 0.2)
		pod["hostUsers"] = hostUsers
	}
	if chance(r, 0.7) {
		pod["securityContext"] = podContext(r, windows, strict, odd)
	}
	for _, list := range []string{"initContainers", "containers"} {
		items, _ := pod[list].([]any)
		for _, item := range items {
			if container, ok := item.(map[string]any); ok {
				if chance(r, 0.8) {
					context := containerContext(r, windows, strict, odd)
					if !hostUsers && !windows && chance(r, 0.5) {
						context["procMount"] = "Unmasked"
					}
					container["securityContext"] = context
				}
				reach(r, container, odd)
			}
		}
	}
	if odd(0.5) {
		volumes, _ := pod["volumes"].([]any)
		for i := range r.IntN(4) {
			volume := objectOf(one(r, volumePool))
			volume["name"] = "v" + string(rune('0'+i))
			volumes = append(volumes, volume)
		}
		pod["volumes"] = volumes
	}
	if odd(0.2) {
		annotations := map[string]any{}
		for range 1 + r.IntN(2) {
			annotations[one(r, annotationKeys[8:])] = one(r, profilePool)
		}
		metadata, ok := at(template, "metadata")
		if ok {
			metadata["annotations"] = annotations
		}
	}
}

// hostProcess makes a Pod of processes of the Windows node: each container says so, or the Pod for all of them.
func hostProcess(r *rand.Rand, pod map[string]any) {
	context := map[string]any{"windowsOptions": map[string]any{"hostProcess": true}}
	pod["hostNetwork"] = true
	whole := chance(r, 0.6)
	if whole {
		pod["securityContext"] = copied(context)
	} else {
		delete(pod, "securityContext")
	}
	for _, list := range []string{"initContainers", "containers"} {
		items, _ := pod[list].([]any)
		for _, item := range items {
			if container, ok := item.(map[string]any); ok && (!whole || chance(r, 0.5)) {
				container["securityContext"] = copied(context)
			}
		}
	}
}

func profile(r *rand.Rand, odd func(float64) bool) any {
	if odd(0.35) {
		return map[string]any{"type": "Unconfined"}
	}
	if chance(r, 0.2) {
		return map[string]any{"type": "Localhost", "localhostProfile": "p"}
	}
	return map[string]any{"type": "RuntimeDefault"}
}

// contextFields are those that Pods and containers have alike.
func contextFields(r *rand.Rand, windows, strict bool, odd func(float64) bool) map[string]any {
	context := map[string]any{}
	likely := 0.4
	if strict {
		likely = 0.7
	}
	if chance(r, likely) {
		context["runAsNonRoot"] = !odd(0.3)
	}
	if odd(0.3) && !windows || chance(r, 0.02) {
		context["runAsUser"] = one(r, []any{0, 0, 1000})
	}
	if windows {
		if chance(r, 0.5) {
			context["windowsOptions"] = map[string]any{"hostProcess": chance(r, 0.5)}
		}
		return context
	}
	if chance(r, likely) {
		context["seccompProfile"] = profile(r, odd)
	}
	if odd(0.4) {
		context["appArmorProfile"] = profile(r, odd)
	}
	if odd(0.3) {
		options := map[string]any{}
		for _, field := range []string{"type", "user", "role", "level"} {
			if chance(r, 0.4) {
				options[field] = one(r, seLinuxPool)
			}
		}
		context["seLinuxOptions"] = options
	}
	return context
}

func podContext(r *rand.Rand, windows, strict bool, odd func(float64) bool) map[string]any {
	context := contextFields(r, windows, strict, odd)
	if !windows && odd(0.3) {
		var sysctls []any
		for range 1 + r.IntN(3) {
			sysctls = append(sysctls, map[string]any{"name": one(r, sysctlPool), "value": "1"})
		}
		context["sysctls"] = sysctls
	}
	return context
}

func containerContext(r *rand.Rand, windows, strict bool, odd func(float64) bool) map[string]any {
	context := contextFields(r, windows, strict, odd)
	if windows {
		return context
	}
	if strict && chance(r, 0.9) || chance(r, 0.3) {
		context["allowPrivilegeEscalation"] = odd(0.2)
	}
	if odd(0.2) {
		context["privileged"] = chance(r, 0.8)
	}
	if odd(0.15) {
		context["procMount"] = one(r, []string{"Default", "Unmasked"})
	}
	if strict && chance(r, 0.9) || chance(r, 0.5) {
		capabilities := map[string]any{}
		if strict || chance(r, 0.5) {
			capabilities["drop"] = one(r, []any{[]any{"ALL"}, []any{"ALL"}, []any{"all"}, []any{"NET_RAW", "ALL"}, []any{"NET_RAW"}, []any{}})
		}
		if chance(r, 0.4) {
			var add []any
			for range 1 + r.IntN(3) {
				if odd(0.7) {
					add = append(add, one(r, capabilityPool))
				} else {
					add = append(add, "NET_BIND_SERVICE")
				}
			}
			capabilities["add"] = add
		}
		context["capabilities"] = capabilities
	}
	return context
}

// reach gives a container ports, probes and hooks.
func reach(r *rand.Rand, container map[string]any, odd func(float64) bool) {
	if odd(0.25) {
		var ports []any
		for range 1 + r.IntN(2) {
			port := one(r, []any{80, 443, 9100, 53, 9101})
			fields := map[string]any{"containerPort": port}
			if chance(r, 0.6) {
				fields["hostPort"] = port
			}
			ports = append(ports, fields)
		}
		container["ports"] = ports
	}
	handler := func() map[string]any {
		fields := map[string]any{"port": 80}
		if odd(0.6) {
			fields["host"] = one(r, hostPool)
		}
		return map[string]any{one(r, []string{"httpGet", "tcpSocket"}): fields}
	}
	for _, name := range []string{"livenessProbe", "readinessProbe", "startupProbe"} {
		if odd(0.12) {
			container[name] = handler()
		}
	}
	if odd(0.12) {
		container["lifecycle"] = map[string]any{one(r, []string{"postStart", "preStop"}): handler()}
	}
}

var (
	seLinuxPool    = []string{"", "container_t", "container_init_t", "container_kvm_t", "container_engine_t", "spc_t", "super_t", "system_u", "s0:c1", "a\"b", "é"}
	capabilityPool = []string{"SYS_ADMIN", "NET_ADMIN", "NET_RAW", "CHOWN", "KILL", "SETUID", "ALL", "AUDIT_WRITE", "CAP_CHOWN", "sys_admin", "SYS_CHROOT", "MKNOD", "BPF", "x\"y", ""}
	sysctlPool     = []string{"kernel.shm_rmid_forced", "net.ipv4.tcp_syncookies", "net.ipv4.tcp_rmem", "net.ipv4.tcp_notsent_lowat", "net.ipv4.tcp_slow_start_after_idle", "net.core.somaxconn",
		"kernel.msgmax", "net.ipv4.ip_local_reserved_ports", "net/ipv4/tcp_syncookies", "vm.swappiness", "net.ipv4.tcp_fin_timeout", "net.ipv4.tcp_keepalive_time"}
	hostPool    = []string{"127.0.0.1", "example.com", "::1", "", "a b", "x\"y"}
	profilePool = []string{"runtime/default", "localhost/p", "unconfined", "docker/default", "", "localhost/", "a\"b\\", "localhost/é"}
	volumePool  = []string{`{"emptyDir": {}}`, `{"hostPath": {"path": "/"}}`, `{"hostPath": {"path": "/run"}}`, `{"hostPath": {"path": "/dev"}}`, `{"hostPath": {"path": "/var/log", "type": "Directory"}}`, `{"configMap": {"name": "a"}}`, `{"secret": {"secretName": "a"}}`,
		`{"nfs": {"server": "s", "path": "/p"}}`, `{"csi": {"driver": "d.x"}}`, `{"persistentVolumeClaim": {"claimName": "c"}}`, `{"image": {"reference": "r"}}`, `{"gitRepo": {"repository": "r"}}`,
		`{"cephfs": {"monitors": ["m"]}}`, `{"rbd": {"monitors": ["m"], "image": "i"}}`, `{"downwardAPI": {}}`, `{"projected": {"sources": [{"configMap": {"name": "a"}}]}}`, `{"azureDisk": {"diskName": "d", "diskURI": "https://x.blob.core.windows.net/a/b.vhd"}}`,
		`{"flexVolume": {"driver": "a/b"}}`, `{"fc": {"targetWWNs": ["w"], "lun": 1}}`, `{"storageos": {"volumeName": "v"}}`, `{"scaleIO": {"gateway": "g", "system": "s", "volumeName": "v", "secretRef": {"name": "s"}}}`, `{}`,
		`{"glusterfs": {"endpoints": "e", "path": "p"}}`, `{"flocker": {"datasetName": "d"}}`, `{"gcePersistentDisk": {"pdName": "a"}}`, `{"awsElasticBlockStore": {"volumeID": "a"}}`, `{"vsphereVolume": {"volumePath": "p"}}`,
		`{"quobyte": {"registry": "a:1", "volume": "v"}}`, `{"photonPersistentDisk": {"pdID": "p"}}`, `{"portworxVolume": {"volumeID": "v"}}`, `{"cinder": {"volumeID": "v"}}`, `{"azureFile": {"secretName": "s", "shareName": "s"}}`,
		`{"iscsi": {"targetPortal": "p", "iqn": "iqn.2001-04.com.example:storage", "lun": 0}}`}
)
