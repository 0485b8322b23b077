// Command cert-manager-webhook is cert-manager's own webhook, with the arguments of upstream's command, which is a module
// that only its repository can build.
package main

import (
	"context"
	"log"
	"os"
	"os/signal"
	"syscall"

	"github.com/cert-manager/cert-manager/internal/webhook"
	"github.com/cert-manager/cert-manager/pkg/webhook/options"
	"github.com/spf13/pflag"
	"k8s.io/klog/v2"
	ctrl "sigs.k8s.io/controller-runtime"
)

func main() {
	config, err := options.NewWebhookConfiguration()
	if err != nil {
		log.Fatal(err)
	}
	flags := pflag.NewFlagSet("cert-manager-webhook", pflag.ExitOnError)
	options.AddConfigFlags(flags, config)
	if err := flags.Parse(os.Args[1:]); err != nil {
		log.Fatal(err)
	}

	logger := klog.Background()
	ctrl.SetLogger(logger)
	server, err := webhook.NewCertManagerWebhookServer(logger, *config)
	if err != nil {
		log.Fatal(err)
	}
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	if err := server.Run(ctx); err != nil {
		log.Fatal(err)
	}
}
