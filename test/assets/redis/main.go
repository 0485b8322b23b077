// Command redis serves what Argo CD needs of the Redis protocol from memory.
package main

import (
	"context"
	"flag"
	"fmt"
	"log"
	"os/signal"
	"syscall"
	"time"

	"github.com/alicebob/miniredis/v2"
)

func main() {
	address := flag.String("address", "127.0.0.1:6379", "host:port to listen on")
	flag.Parse()

	stop, cancel := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	defer cancel()

	server := miniredis.NewMiniRedis()
	if err := server.StartAddr(*address); err != nil {
		log.Fatalf("cannot listen on %s: %v", *address, err)
	}
	defer server.Close()
	fmt.Printf("listening on %s\n", server.Addr())

	// miniredis lets keys expire only when it is told that time has passed.
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	for {
		select {
		case <-stop.Done():
			return
		case <-tick.C:
			server.FastForward(time.Second)
		}
	}
}
