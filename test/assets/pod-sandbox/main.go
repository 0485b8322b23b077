// Command pod-sandbox holds the namespaces of a pod open, and packs static programs as container images, itself first.
//
//	pod-sandbox                                            waits until it is told to end, reaping what its pod leaves
//	pod-sandbox pack --name NAME --program FILE --out TAR  writes an image that holds just that program, for `ctr images import`
package main

import (
	"archive/tar"
	"bytes"
	"flag"
	"io"
	"log"
	"os"
	"os/signal"
	"path"
	"path/filepath"
	"runtime"
	"syscall"

	"github.com/google/go-containerregistry/pkg/name"
	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/empty"
	"github.com/google/go-containerregistry/pkg/v1/mutate"
	"github.com/google/go-containerregistry/pkg/v1/tarball"
)

// As in the images of the Kubernetes project: a user without a name and without rights.
const user = "65535:65535"

func main() {
	if len(os.Args) == 1 {
		wait()
		return
	}
	log.SetFlags(0)
	flags := flag.NewFlagSet("pack", flag.ExitOnError)
	image := flags.String("name", "", "name of the image")
	program := flags.String("program", "", "the static program")
	out := flags.String("out", "", "file to write")
	if os.Args[1] != "pack" {
		log.Fatalf("%q is not known; pack is", os.Args[1])
	}
	_ = flags.Parse(os.Args[2:])
	if err := pack(*image, *program, *out); err != nil {
		log.Fatalf("cannot pack %s as %s: %v", *program, *image, err)
	}
}

func wait() {
	signals := make(chan os.Signal, 16)
	signal.Notify(signals, syscall.SIGINT, syscall.SIGTERM, syscall.SIGCHLD)
	for received := range signals {
		if received != syscall.SIGCHLD {
			return
		}
		for {
			pid, err := syscall.Wait4(-1, nil, syscall.WNOHANG, nil)
			if err == syscall.EINTR {
				continue
			}
			if pid <= 0 {
				break
			}
		}
	}
}

func pack(image, program, out string) error {
	tag, err := name.NewTag(image)
	if err != nil {
		return err
	}
	layer, err := layerOf(program)
	if err != nil {
		return err
	}
	built, err := mutate.AppendLayers(empty.Image, layer)
	if err != nil {
		return err
	}
	config, err := built.ConfigFile()
	if err != nil {
		return err
	}
	config = config.DeepCopy()
	config.OS = "linux"
	config.Architecture = runtime.GOARCH
	config.Config = v1.Config{Entrypoint: []string{inside(program)}, User: user}
	built, err = mutate.ConfigFile(built, config)
	if err != nil {
		return err
	}
	return tarball.WriteToFile(out, tag, built)
}

func layerOf(program string) (v1.Layer, error) {
	content, err := os.ReadFile(program)
	if err != nil {
		return nil, err
	}
	var buffer bytes.Buffer
	writer := tar.NewWriter(&buffer)
	header := &tar.Header{Name: path.Clean(inside(program)[1:]), Mode: 0o755, Size: int64(len(content))}
	if err := writer.WriteHeader(header); err != nil {
		return nil, err
	}
	if _, err := writer.Write(content); err != nil {
		return nil, err
	}
	if err := writer.Close(); err != nil {
		return nil, err
	}
	return tarball.LayerFromOpener(func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(buffer.Bytes())), nil })
}

func inside(program string) string {
	return "/" + filepath.Base(program)
}
