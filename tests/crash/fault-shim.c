/*
 * Makes the k-th operation on files below a folder fail, for the programs of this host: FAULT_FOLDER, FAULT_CALL (write,
 * sync, rename or open), FAULT_AT (k, from 1) and FAULT_ERRNO. FAULT_COUNT names a file that is told how many there were.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static int count = 0;

static int below(const char *path) {
  const char *folder = getenv("FAULT_FOLDER");
  return folder != NULL && path != NULL && strncmp(path, folder, strlen(folder)) == 0;
}

static int below_handle(int handle) {
  char link[64], path[4096];
  snprintf(link, sizeof link, "/proc/self/fd/%d", handle);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length < 0) return 0;
  path[length] = 0;
  return below(path);
}

static void tell(void) {
  const char *name = getenv("FAULT_COUNT");
  if (name == NULL) return;
  FILE *file = fopen(name, "w");
  if (file == NULL) return;
  fprintf(file, "%d", count);
  fclose(file);
}

static int fails(const char *call) {
  const char *wanted = getenv("FAULT_CALL");
  if (wanted == NULL || strcmp(wanted, call) != 0) return 0;
  count += 1;
  tell();
  const char *at = getenv("FAULT_AT");
  if (at == NULL || atoi(at) != count) return 0;
  errno = atoi(getenv("FAULT_ERRNO"));
  return 1;
}

#define REAL(type, name) ((type)dlsym(RTLD_NEXT, name))

ssize_t write(int handle, const void *bytes, size_t length) {
  if (below_handle(handle) && fails("write")) return -1;
  return REAL(ssize_t (*)(int, const void *, size_t), "write")(handle, bytes, length);
}

ssize_t pwrite64(int handle, const void *bytes, size_t length, off64_t at) {
  if (below_handle(handle) && fails("write")) return -1;
  return REAL(ssize_t (*)(int, const void *, size_t, off64_t), "pwrite64")(handle, bytes, length, at);
}

ssize_t pwrite(int handle, const void *bytes, size_t length, off_t at) {
  if (below_handle(handle) && fails("write")) return -1;
  return REAL(ssize_t (*)(int, const void *, size_t, off_t), "pwrite")(handle, bytes, length, at);
}

int fdatasync(int handle) {
  if (below_handle(handle) && fails("sync")) return -1;
  return REAL(int (*)(int), "fdatasync")(handle);
}

int fsync(int handle) {
  if (below_handle(handle) && fails("sync")) return -1;
  return REAL(int (*)(int), "fsync")(handle);
}

int rename(const char *from, const char *to) {
  if (below(from) && fails("rename")) return -1;
  return REAL(int (*)(const char *, const char *), "rename")(from, to);
}

int open64(const char *path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  int mode = va_arg(rest, int);
  va_end(rest);
  if (below(path) && fails("open")) return -1;
  return REAL(int (*)(const char *, int, ...), "open64")(path, flags, mode);
}

int open(const char *path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  int mode = va_arg(rest, int);
  va_end(rest);
  if (below(path) && fails("open")) return -1;
  return REAL(int (*)(const char *, int, ...), "open")(path, flags, mode);
}
