// Command kube-vip-election stands in for kube-vip, which no module proxy serves: it holds the two elections of kube-vip
// v1.1.2 with the same library, the same leases, and the environment that the tree gives to kube-vip, and ends as that
// version does when it loses one. It announces nothing.
package main

import (
	"context"
	"log"
	"os"
	"os/signal"
	"strconv"
	"sync"
	"syscall"
	"time"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/rest"
	"k8s.io/client-go/tools/leaderelection"
	"k8s.io/client-go/tools/leaderelection/resourcelock"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	config, err := rest.InClusterConfig()
	if err != nil {
		log.Fatal(err)
	}
	config.Timeout = 10 * time.Second
	client, err := kubernetes.NewForConfig(config)
	if err != nil {
		log.Fatal(err)
	}
	var elections sync.WaitGroup
	for switchedOn, lease := range map[string]string{"cp_enable": "plndr-cp-lock", "svc_enable": "plndr-svcs-lock"} {
		if os.Getenv(switchedOn) == "true" && os.Getenv("vip_leaderelection") == "true" {
			elections.Go(func() { hold(ctx, client, lease) })
		}
	}
	elections.Wait()
}

func hold(ctx context.Context, client kubernetes.Interface, lease string) {
	node := os.Getenv("vip_nodename")
	leaderelection.RunOrDie(ctx, leaderelection.LeaderElectionConfig{
		Lock: &resourcelock.LeaseLock{
			LeaseMeta:  metav1.ObjectMeta{Name: lease, Namespace: os.Getenv("cp_namespace")},
			Client:     client.CoordinationV1(),
			LockConfig: resourcelock.ResourceLockConfig{Identity: node},
		},
		ReleaseOnCancel: true,
		LeaseDuration:   seconds("vip_leaseduration"),
		RenewDeadline:   seconds("vip_renewdeadline"),
		RetryPeriod:     seconds("vip_retryperiod"),
		Callbacks: leaderelection.LeaderCallbacks{
			OnStartedLeading: func(context.Context) { log.Printf("%s: %s leads", lease, node) },
			OnStoppedLeading: func() {
				if ctx.Err() == nil {
					log.Fatalf("%s: %s lost the lease", lease, node)
				}
			},
		},
	})
}

func seconds(name string) time.Duration {
	value, err := strconv.Atoi(os.Getenv(name))
	if err != nil {
		log.Fatalf("%s: %v", name, err)
	}
	return time.Duration(value) * time.Second
}
