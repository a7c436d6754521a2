package main

import (
	"fmt"
	"io"
	"log/slog"

	monitoringv1 "github.com/prometheus-operator/prometheus-operator/pkg/apis/monitoring/v1"
	monitoringv1alpha1 "github.com/prometheus-operator/prometheus-operator/pkg/apis/monitoring/v1alpha1"
	"github.com/prometheus-operator/prometheus-operator/pkg/assets"
	"github.com/prometheus-operator/prometheus-operator/pkg/prometheus"
	promconfig "github.com/prometheus/prometheus/config"
	corev1 "k8s.io/api/core/v1"
)

// scraping makes the configuration that the operator hands to the Prometheus
// of a folder, with all that it scrapes, and reads it as that does. Where there
// is none, nothing is wrong with it.
func scraping(tree tree) error {
	var instance *monitoringv1.Prometheus
	services := map[string]*monitoringv1.ServiceMonitor{}
	pods := map[string]*monitoringv1.PodMonitor{}
	probes := map[string]*monitoringv1.Probe{}
	others := map[string]*monitoringv1alpha1.ScrapeConfig{}
	secrets := map[string]*corev1.Secret{}
	for _, manifest := range tree.objects {
		text, err := manifest.MarshalJSON()
		if err != nil {
			return err
		}
		name := manifest.GetNamespace() + "/" + manifest.GetName()
		switch manifest.kind() {
		case "Prometheus":
			instance = &monitoringv1.Prometheus{}
			err = strictly(text, instance)
		case "ServiceMonitor":
			services[name] = &monitoringv1.ServiceMonitor{}
			err = strictly(text, services[name])
		case "PodMonitor":
			pods[name] = &monitoringv1.PodMonitor{}
			err = strictly(text, pods[name])
		case "Probe":
			probes[name] = &monitoringv1.Probe{}
			err = strictly(text, probes[name])
		case "ScrapeConfig":
			others[name] = &monitoringv1alpha1.ScrapeConfig{}
			err = strictly(text, others[name])
		default:
			continue
		}
		if err != nil {
			return fmt.Errorf("%s: %w", manifest.path, err)
		}
		fillSecrets(manifest.Object, manifest.GetNamespace(), secrets)
	}
	if instance == nil {
		return nil
	}
	var objects []any
	for _, secret := range secrets {
		objects = append(objects, secret)
	}
	generator, err := prometheus.NewConfigGenerator(nil, instance, prometheus.WithEndpointSliceSupport())
	if err != nil {
		return err
	}
	text, err := generator.GenerateServerConfiguration(instance, services, pods, probes, others, assets.NewTestStoreBuilder(objects...), nil, nil, nil, nil)
	if err != nil {
		return err
	}
	config, err := promconfig.Load(string(text), slog.New(slog.NewTextHandler(io.Discard, nil)))
	if err != nil {
		return err
	}
	if wanted := len(pods) + len(probes) + len(others) + len(services); len(config.ScrapeConfigs) < wanted {
		return fmt.Errorf("%d of %d objects became targets", len(config.ScrapeConfigs), wanted)
	}
	return nil
}
