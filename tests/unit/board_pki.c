#include "board_pki.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "sys/buf.h"
#include "sys/file.h"
#include "sys/proc.h"
#include "sys/text.h"

enum { LIMIT_MS = 20000, IMAGE = 65536 };

static bool is_here(const char *program)
{
	const char *path = getenv("PATH");
	char one[600];

	while (path && *path) {
		size_t n = strcspn(path, ":");

		(void)snprintf(one, sizeof one, "%.*s/%s", (int)n, path, program);
		if (access(one, X_OK) == 0)
			return true;
		path += n + (path[n] == ':');
	}
	return false;
}

void pki_need(void)
{
	static const char *const programs[] = {"rauc", "mksquashfs", "openssl", "dbus-daemon", NULL};
	char why[80];

	for (int i = 0; programs[i]; i++)
		if (!is_here(programs[i])) {
			(void)snprintf(
			        why, sizeof why, "%s is not installed: real bundles can not be made here", programs[i]);
			test_skip(why);
		}
}

static void put(const char *path, const char *text)
{
	CHECK_OK(file_replace(path, text, strlen(text), 0600));
}

static int call(const char *const *argv, char said[4096])
{
	int fd = open("said", O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600), status;
	struct proc_spec spec = {.argv = argv, .in = -1, .out = fd, .err = fd};
	AUTO_BUF text;
	pid_t pid;

	CHECK(fd >= 0);
	CHECK_OK(proc_start(&pid, &spec));
	CHECK_OK(proc_wait(pid, LIMIT_MS, &status));
	(void)close(fd);
	buf_init(&text, 1 << 20);
	CHECK_OK(file_read(&text, "said"));
	if (said)
		(void)text_copy(said, 4096, buf_str(&text));
	if (status && !said)
		(void)fprintf(stderr, "%s", buf_str(&text));
	return status;
}

#define CALL(...) CHECK_INT(call((const char *const[]){__VA_ARGS__, NULL}, NULL), 0)

static const char extensions[] =
        "[req]\ndistinguished_name=d\n[d]\n"
        "[ca]\nbasicConstraints=critical,CA:TRUE,pathlen:0\n"
        "keyUsage=critical,keyCertSign,cRLSign\nsubjectKeyIdentifier=hash\n"
        "[leaf]\nbasicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature\n"
        "extendedKeyUsage=critical,codeSigning\nsubjectKeyIdentifier=hash\n"
        "authorityKeyIdentifier=keyid\n"
        "[aca]\ndefault_ca=me\n[me]\ndatabase=index\ndefault_md=sha256\ndefault_crl_days=3650\n"
        "default_days=3650\nunique_subject=no\npolicy=any\nserial=serial\nnew_certs_dir=.\n"
        "crlnumber=crlnumber\n[any]\ncommonName=supplied\n";

void pki_make(const char *name)
{
	char key[80], cert[80], subject[80];

	CHECK_OK(dir_make(name, 0700));
	put("openssl.cnf", extensions);
	(void)snprintf(key, sizeof key, "%s/ca.key.pem", name);
	(void)snprintf(cert, sizeof cert, "%s/ca.cert.pem", name);
	(void)snprintf(subject, sizeof subject, "/CN=authority %s", name);
	CALL("openssl", "ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", key);
	CALL("openssl", "req", "-new", "-x509", "-key", key, "-sha256", "-days", "7300", "-subj", subject, "-config",
	        "openssl.cnf", "-extensions", "ca", "-out", cert);
	pki_leaf(name, "leaf");
}

void pki_leaf(const char *name, const char *leaf)
{
	char key[80], cert[80], csr[80], ca[80], ca_key[80], subject[120];

	(void)snprintf(key, sizeof key, "%s/%s.key.pem", name, leaf);
	(void)snprintf(cert, sizeof cert, "%s/%s.cert.pem", name, leaf);
	(void)snprintf(csr, sizeof csr, "%s/%s.csr", name, leaf);
	(void)snprintf(ca, sizeof ca, "%s/ca.cert.pem", name);
	(void)snprintf(ca_key, sizeof ca_key, "%s/ca.key.pem", name);
	(void)snprintf(subject, sizeof subject, "/CN=bundles of %s %s", name, leaf);
	CALL("openssl", "ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", key);
	CALL("openssl", "req", "-new", "-key", key, "-subj", subject, "-config", "openssl.cnf", "-out", csr);
	CALL("openssl", "x509", "-req", "-in", csr, "-CA", ca, "-CAkey", ca_key, "-CAcreateserial", "-sha256", "-days",
	        "3650", "-extfile", "openssl.cnf", "-extensions", "leaf", "-out", cert);
}

void pki_revoke(const char *name, const char *leaf)
{
	char cert[80], ca[80], ca_key[80], crl[80];

	(void)snprintf(cert, sizeof cert, "%s/%s.cert.pem", name, leaf);
	(void)snprintf(ca, sizeof ca, "%s/ca.cert.pem", name);
	(void)snprintf(ca_key, sizeof ca_key, "%s/ca.key.pem", name);
	(void)snprintf(crl, sizeof crl, "%s/crl.pem", name);
	put("index", "");
	put("crlnumber", "01\n");
	CALL("openssl", "ca", "-config", "openssl.cnf", "-name", "me", "-cert", ca, "-keyfile", ca_key, "-revoke",
	        cert);
	CALL("openssl", "ca", "-config", "openssl.cnf", "-name", "me", "-cert", ca, "-keyfile", ca_key, "-gencrl",
	        "-out", crl);
}

void pki_keyring(const char *out, const char *const *files)
{
	AUTO_BUF all;

	buf_init(&all, 1 << 20);
	for (int i = 0; files[i]; i++)
		CHECK_OK(file_read(&all, files[i]));
	CHECK_OK(file_replace(out, all.data, all.len, 0644));
}

void bundle_make(const char *out, const struct real_bundle *b)
{
	char text[600], cert[80], key[80];
	const char *leaf = b->leaf ? b->leaf : "leaf";
	AUTO_BUF image;
	uint64_t seed = 7;

	buf_init(&image, IMAGE);
	while (image.len < IMAGE)
		buf_u32(&image, test_random(&seed));
	CHECK_OK(dir_remove("content"));
	CHECK_OK(dir_make("content", 0755));
	CHECK_OK(file_replace("content/root.img", image.data, image.len, 0644));
	(void)snprintf(text, sizeof text, "version = %s\n", b->version);
	if (!b->conf || *b->conf)
		put("content/loket.conf", b->conf ? b->conf : text);
	(void)snprintf(text, sizeof text,
	        "[update]\ncompatible=%s\nversion=%s\n[bundle]\nformat=%s\n[image.rootfs]\nfilename=root.img\n",
	        b->compatible, b->version, b->format ? b->format : "verity");
	put("content/manifest.raucm", text);
	(void)snprintf(cert, sizeof cert, "%s/%s.cert.pem", b->pki, leaf);
	(void)snprintf(key, sizeof key, "%s/%s.key.pem", b->pki, leaf);
	(void)unlink(out);
	CALL("rauc", "--cert", cert, "--key", key, "bundle", "content", out);
}

void device_conf(const char *out, const char *keyring, bool crl)
{
	const char *here = test_folder();
	char text[2000];

	put("slot-a", "a slot\n");
	put("slot-b", "a slot\n");
	CHECK(truncate("slot-a", IMAGE) == 0 && truncate("slot-b", IMAGE) == 0);
	CHECK_OK(dir_make("mnt", 0755));
	(void)snprintf(text, sizeof text,
	        "[system]\ncompatible=loket-test\nbootloader=noop\nbundle-formats=-plain\nmountprefix=%s/mnt\n"
	        "statusfile=%s/rauc.status\n[keyring]\npath=%s/%s\ncheck-purpose=codesign\ncheck-crl=%s\n"
	        "[slot.rootfs.0]\ndevice=%s/slot-a\ntype=raw\nbootname=A\n"
	        "[slot.rootfs.1]\ndevice=%s/slot-b\ntype=raw\nbootname=B\n",
	        here, here, here, keyring, crl ? "true" : "false", here, here);
	put(out, text);
}

bool rauc_takes(const char *conf, const char *bundle, char said[4096])
{
	char option[200], mine[4096];

	(void)snprintf(option, sizeof option, "--conf=%s", conf);
	return call((const char *const[]){"rauc", option, "info", bundle, NULL}, said ? said : mine) == 0;
}

/* ---- the service --------------------------------------------------------------------------- */

static void wait_for(const char *path)
{
	for (int i = 0; i < 200 && !file_exists(path); i++)
		(void)usleep(25000);
	CHECK(file_exists(path));
}

void rauc_host_rauc(struct rauc_host *h, const char *conf)
{
	char option[200];
	const char *const argv[] = {"rauc", option, "--override-boot-slot=A", "service", NULL};
	int fd = open("rauc.log", O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
	struct proc_spec spec = {.argv = argv, .in = -1, .out = fd, .err = fd};

	(void)snprintf(option, sizeof option, "--conf=%s", conf);
	CHECK(setenv("DBUS_SYSTEM_BUS_ADDRESS", h->address, 1) == 0);
	CHECK_OK(proc_start(&h->rauc, &spec));
	(void)close(fd);
}

void rauc_host_start(struct rauc_host *h, const char *conf)
{
	static const char bus_conf[] = "<busconfig><type>session</type><listen>unix:path=%s/bus</listen>"
	                               "<policy context=\"default\"><allow send_destination=\"*\" eavesdrop=\"true\"/>"
	                               "<allow eavesdrop=\"true\"/><allow own=\"*\"/></policy></busconfig>";
	const char *const argv[] = {"dbus-daemon", "--config-file=bus.conf", "--nofork", "--nopidfile", NULL};
	struct proc_spec spec = {.argv = argv, .in = -1, .out = -1, .err = -1};
	char text[900];

	(void)snprintf(text, sizeof text, bus_conf, test_folder());
	put("bus.conf", text);
	(void)snprintf(h->address, sizeof h->address, "unix:path=%s/bus", test_folder());
	CHECK_OK(proc_start(&h->bus, &spec));
	wait_for("bus");
	rauc_host_rauc(h, conf);
}

void rauc_host_end(struct rauc_host *h)
{
	(void)kill(h->rauc, SIGKILL);
	(void)kill(h->bus, SIGKILL);
	(void)waitpid(h->rauc, NULL, 0);
	(void)waitpid(h->bus, NULL, 0);
}
