package main

import (
	"errors"

	v1 "k8s.io/api/core/v1"
	storagev1 "k8s.io/api/storage/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/tools/cache"
	"k8s.io/component-helpers/storage/ephemeral"
	"k8s.io/component-helpers/storage/volume"
	"k8s.io/kubernetes/pkg/scheduler/framework/plugins/volumebinding"
	volumeutil "k8s.io/kubernetes/pkg/volume/util"
)

// storageCase is what a cluster knows of volumes, by kind.
type storageCase struct {
	Claims      []*v1.PersistentVolumeClaim   `json:"PersistentVolumeClaim,omitempty"`
	Volumes     []*v1.PersistentVolume        `json:"PersistentVolume,omitempty"`
	Classes     []*storagev1.StorageClass     `json:"StorageClass,omitempty"`
	Drivers     []*storagev1.CSIDriver        `json:"CSIDriver,omitempty"`
	Nodes       []*storagev1.CSINode          `json:"CSINode,omitempty"`
	Attachments []*storagev1.VolumeAttachment `json:"VolumeAttachment,omitempty"`
}

// bindEverything takes all claims to be bound and within reach: that is another plugin's question.
func (k *kubeScheduler) bindEverything() {
	for _, plugin := range k.profile.EnqueueExtensions() {
		if binding, ok := plugin.(*volumebinding.VolumeBinding); ok {
			binding.Binder = volumebinding.NewFakeVolumeBinder(&volumebinding.FakeVolumeBinderConfig{AllBound: true})
		}
	}
}

// loadStorage has the plugins see what is known of volumes; what it returns takes it out again.
func (k *kubeScheduler) loadStorage(s *storageCase) (func(), error) {
	if s == nil {
		s = &storageCase{}
	}
	core, storage := k.informers.Core().V1(), k.informers.Storage().V1()
	var errs []error
	stores := []cache.Store{}
	into := func(store cache.Store, object any) {
		errs = append(errs, store.Add(object))
		stores = append(stores, store)
	}
	for _, object := range s.Claims {
		into(core.PersistentVolumeClaims().Informer().GetStore(), object)
	}
	for _, object := range s.Volumes {
		into(core.PersistentVolumes().Informer().GetStore(), object)
	}
	for _, object := range s.Classes {
		into(storage.StorageClasses().Informer().GetStore(), object)
	}
	for _, object := range s.Drivers {
		into(storage.CSIDrivers().Informer().GetStore(), object)
	}
	for _, object := range s.Nodes {
		into(storage.CSINodes().Informer().GetStore(), object)
	}
	for _, object := range s.Attachments {
		into(storage.VolumeAttachments().Informer().GetStore(), object)
	}
	return func() {
		// What was made for Pods too.
		stores = append(stores, core.PersistentVolumeClaims().Informer().GetStore())
		for _, store := range stores {
			_ = store.Replace(nil, "")
		}
	}, errors.Join(errs...)
}

// claim makes the claims of a Pod that asks for some of its own, as the controller and the admission plugin for default classes do.
func (k *kubeScheduler) claim(c *clusterCase, pod *v1.Pod) error {
	store := k.informers.Core().V1().PersistentVolumeClaims().Informer().GetStore()
	for i := range pod.Spec.Volumes {
		asked := &pod.Spec.Volumes[i]
		if asked.Ephemeral == nil {
			continue
		}
		owner := metav1.NewControllerRef(pod, v1.SchemeGroupVersion.WithKind("Pod"))
		made := &v1.PersistentVolumeClaim{
			ObjectMeta: metav1.ObjectMeta{
				Name: ephemeral.VolumeClaimName(pod, asked), Namespace: pod.Namespace, OwnerReferences: []metav1.OwnerReference{*owner},
			},
			Spec: asked.Ephemeral.VolumeClaimTemplate.Spec,
		}
		if volume.GetPersistentVolumeClaimClass(made) == "" && made.Spec.StorageClassName == nil {
			lister := k.informers.Storage().V1().StorageClasses().Lister()
			class, err := volumeutil.GetDefaultClass(lister)
			if err != nil {
				return err
			}
			if class == nil {
				return errors.New("no cluster holds this")
			}
			made.Spec.StorageClassName = &class.Name
		}
		if err := store.Add(made); err != nil {
			return err
		}
	}
	return nil
}
