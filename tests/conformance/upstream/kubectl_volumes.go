package main

import (
	"math/rand/v2"
	"strings"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

func randomVolume(r *rand.Rand) corev1.VolumeSource {
	fs, name, readOnly := anyOf(r, "", "ext4"), anyOf(r, "", "x", "a b"), r.IntN(2) == 0
	secret := anyOf(r, nil, &corev1.LocalObjectReference{Name: "s"}, &corev1.LocalObjectReference{})
	switch r.IntN(34) {
	case 0, 1:
		return corev1.VolumeSource{HostPath: &corev1.HostPathVolumeSource{Path: "/var", Type: maybe(r, corev1.HostPathDirectory, "")}}
	case 2, 3:
		return corev1.VolumeSource{EmptyDir: &corev1.EmptyDirVolumeSource{Medium: anyOf(r, "", corev1.StorageMediumMemory), SizeLimit: maybe(r, resource.MustParse("0"), resource.MustParse("1Gi"), resource.MustParse("1500m"))}}
	case 4:
		return corev1.VolumeSource{GCEPersistentDisk: &corev1.GCEPersistentDiskVolumeSource{PDName: name, FSType: fs, Partition: 1, ReadOnly: readOnly}}
	case 5:
		return corev1.VolumeSource{AWSElasticBlockStore: &corev1.AWSElasticBlockStoreVolumeSource{VolumeID: name, FSType: fs, ReadOnly: readOnly}}
	case 6:
		return corev1.VolumeSource{GitRepo: &corev1.GitRepoVolumeSource{Repository: name, Revision: "r"}}
	case 7:
		return corev1.VolumeSource{Secret: &corev1.SecretVolumeSource{SecretName: name, Optional: maybe(r, true, false)}}
	case 8:
		return corev1.VolumeSource{ConfigMap: &corev1.ConfigMapVolumeSource{LocalObjectReference: corev1.LocalObjectReference{Name: name}, Optional: maybe(r, true, false)}}
	case 9:
		return corev1.VolumeSource{NFS: &corev1.NFSVolumeSource{Server: name, Path: "/p", ReadOnly: readOnly}}
	case 10:
		return corev1.VolumeSource{ISCSI: &corev1.ISCSIVolumeSource{TargetPortal: name, IQN: "iqn", Lun: 3, ISCSIInterface: "default", FSType: fs, ReadOnly: readOnly, Portals: anyOf(r, nil, []string{"a", "b"}), DiscoveryCHAPAuth: readOnly, SecretRef: secret, InitiatorName: maybe(r, "", "i")}}
	case 11:
		return corev1.VolumeSource{Glusterfs: &corev1.GlusterfsVolumeSource{EndpointsName: name, Path: "p", ReadOnly: readOnly}}
	case 12:
		return corev1.VolumeSource{PersistentVolumeClaim: &corev1.PersistentVolumeClaimVolumeSource{ClaimName: name, ReadOnly: readOnly}}
	case 13, 14:
		return corev1.VolumeSource{Ephemeral: randomEphemeral(r)}
	case 15:
		return corev1.VolumeSource{RBD: &corev1.RBDVolumeSource{CephMonitors: []string{"m", "n"}, RBDImage: name, FSType: fs, RBDPool: "rbd", RadosUser: "admin", Keyring: "/k", SecretRef: secret, ReadOnly: readOnly}}
	case 16:
		return corev1.VolumeSource{Quobyte: &corev1.QuobyteVolumeSource{Registry: name, Volume: "v", ReadOnly: readOnly}}
	case 17:
		return corev1.VolumeSource{DownwardAPI: &corev1.DownwardAPIVolumeSource{Items: downwardItems(r)}}
	case 18:
		return corev1.VolumeSource{AzureDisk: &corev1.AzureDiskVolumeSource{DiskName: name, DataDiskURI: "u", Kind: new(corev1.AzureDataDiskKind), FSType: &fs, CachingMode: new(corev1.AzureDataDiskCachingMode), ReadOnly: &readOnly}}
	case 19:
		return corev1.VolumeSource{VsphereVolume: &corev1.VsphereVirtualDiskVolumeSource{VolumePath: name, FSType: fs, StoragePolicyName: "p"}}
	case 20:
		return corev1.VolumeSource{Cinder: &corev1.CinderVolumeSource{VolumeID: name, FSType: fs, ReadOnly: readOnly, SecretRef: secret}}
	case 21:
		return corev1.VolumeSource{PhotonPersistentDisk: &corev1.PhotonPersistentDiskVolumeSource{PdID: name, FSType: fs}}
	case 22:
		return corev1.VolumeSource{PortworxVolume: &corev1.PortworxVolumeSource{VolumeID: name, FSType: fs}}
	case 23:
		return corev1.VolumeSource{ScaleIO: &corev1.ScaleIOVolumeSource{Gateway: name, System: "s", ProtectionDomain: "p", StoragePool: "q", StorageMode: "m", VolumeName: "v", FSType: fs, ReadOnly: readOnly, SecretRef: secret}}
	case 24:
		return corev1.VolumeSource{CephFS: &corev1.CephFSVolumeSource{Monitors: []string{"m"}, Path: name, User: "u", SecretFile: "f", SecretRef: secret, ReadOnly: readOnly}}
	case 25:
		return corev1.VolumeSource{StorageOS: &corev1.StorageOSVolumeSource{VolumeName: name, VolumeNamespace: "n", FSType: fs, ReadOnly: readOnly}}
	case 26:
		return corev1.VolumeSource{FC: &corev1.FCVolumeSource{TargetWWNs: anyOf(r, nil, []string{"a", "b"}), Lun: maybe(r, int32(0), 7), FSType: fs, ReadOnly: readOnly}}
	case 27:
		return corev1.VolumeSource{AzureFile: &corev1.AzureFileVolumeSource{SecretName: name, ShareName: "s", ReadOnly: readOnly}}
	case 28:
		return corev1.VolumeSource{FlexVolume: &corev1.FlexVolumeSource{Driver: name, FSType: fs, SecretRef: secret, ReadOnly: readOnly, Options: anyOf(r, nil, map[string]string{"b": "1", "a": "x y"})}}
	case 29:
		return corev1.VolumeSource{Flocker: &corev1.FlockerVolumeSource{DatasetName: name, DatasetUUID: "u"}}
	case 30:
		return corev1.VolumeSource{Projected: randomProjected(r)}
	case 31:
		return corev1.VolumeSource{CSI: &corev1.CSIVolumeSource{Driver: name, FSType: maybe(r, fs), ReadOnly: maybe(r, readOnly), VolumeAttributes: anyOf(r, nil, map[string]string{"b": "1", "a": "x y", "long": strings.Repeat("é", 80)}, map[string]string{"k": ""})}}
	case 32:
		return corev1.VolumeSource{Image: &corev1.ImageVolumeSource{Reference: name, PullPolicy: "Always"}}
	default:
		return corev1.VolumeSource{}
	}
}

func downwardItems(r *rand.Rand) []corev1.DownwardAPIVolumeFile {
	var items []corev1.DownwardAPIVolumeFile
	for range r.IntN(3) {
		item := corev1.DownwardAPIVolumeFile{Path: anyOf(r, "labels", "a/b")}
		if r.IntN(2) == 0 {
			item.FieldRef = &corev1.ObjectFieldSelector{APIVersion: "v1", FieldPath: "metadata.labels"}
		} else {
			item.ResourceFieldRef = &corev1.ResourceFieldSelector{ContainerName: "c", Resource: "limits.cpu"}
		}
		items = append(items, item)
	}
	return items
}

func randomProjected(r *rand.Rand) *corev1.ProjectedVolumeSource {
	projected := &corev1.ProjectedVolumeSource{}
	reference := corev1.LocalObjectReference{Name: "ref"}
	for range r.IntN(4) {
		projected.Sources = append(projected.Sources, anyOf(r,
			corev1.VolumeProjection{Secret: &corev1.SecretProjection{LocalObjectReference: reference, Optional: maybe(r, true, false)}},
			corev1.VolumeProjection{ConfigMap: &corev1.ConfigMapProjection{LocalObjectReference: reference, Optional: maybe(r, true, false)}},
			corev1.VolumeProjection{DownwardAPI: &corev1.DownwardAPIProjection{Items: downwardItems(r)}},
			corev1.VolumeProjection{ServiceAccountToken: &corev1.ServiceAccountTokenProjection{ExpirationSeconds: ptr(int64(3607)), Path: "t"}},
			corev1.VolumeProjection{},
		))
	}
	return projected
}

func randomEphemeral(r *rand.Rand) *corev1.EphemeralVolumeSource {
	if r.IntN(6) == 0 {
		return &corev1.EphemeralVolumeSource{}
	}
	template := &corev1.PersistentVolumeClaimTemplate{ObjectMeta: metav1.ObjectMeta{Labels: plainLabels(r, 3), Annotations: randomAnnotations(r)}}
	if r.IntN(5) == 0 {
		template.Annotations[corev1.BetaStorageClassAnnotation] = anyOf(r, "", "beta")
	}
	template.Spec.StorageClassName = maybe(r, "", "fast")
	template.Spec.VolumeName = anyOf(r, "", "", "pv")
	template.Spec.VolumeMode = maybe(r, corev1.PersistentVolumeBlock)
	template.Spec.AccessModes = []corev1.PersistentVolumeAccessMode{corev1.ReadWriteOnce}
	template.Spec.Resources.Requests = corev1.ResourceList{corev1.ResourceStorage: resource.MustParse("1Gi")}
	if r.IntN(3) == 0 {
		template.Spec.DataSource = &corev1.TypedLocalObjectReference{APIGroup: maybe(r, "", "snapshot.storage.k8s.io"), Kind: "VolumeSnapshot", Name: "s"}
	}
	return &corev1.EphemeralVolumeSource{VolumeClaimTemplate: template}
}
