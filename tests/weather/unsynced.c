/* What the disk is told, written down; and a disk that is full, broken or gone at a chosen moment.
 *
 * Loaded before the C library (LD_PRELOAD) under the real kneel, by tests/weather alone; Linux only. It is part of
 * kneel and under kneel's licence. Of the files below KNEEL_WEATHER_UNDER:
 *
 * - KNEEL_WEATHER_LOG names a file to which each act upon them is appended, with its bytes, after it was done; and
 *   each line that the program says. tests/weather/disk.rs reads it.
 * - At the act numbered KNEEL_WEATHER_STEP happens what KNEEL_WEATHER_THEN says: "full" (from then on nothing more
 *   can be written, ENOSPC), "broken" (this act fails, EIO) or "killed" (SIGKILL, before the act).
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

struct head {
    uint32_t kind, name_len;
    uint64_t inode, offset, data_len;
};

/* Whether a path lies below the folder that is watched. */
static int below(const char *path) {
    const char *under = getenv("KNEEL_WEATHER_UNDER");
    return under && path && strncmp(path, under, strlen(under)) == 0;
}

/* The path of an open file, if it is watched. */
static int watched(int fd, char *path) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, 4095);
    if (length < 0) return 0;
    path[length] = 0;
    return below(path);
}

static uint64_t inode_of(int fd, const char *path) {
    struct stat found;
    int failed = path ? lstat(path, &found) : fstat(fd, &found);
    return failed ? 0 : found.st_ino;
}

static void record(char kind, const char *name, uint64_t inode, uint64_t offset, const void *data, size_t length) {
    static int log = -2;
    int before = errno;
    if (log == -2) {
        const char *path = getenv("KNEEL_WEATHER_LOG");
        log = path ? syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600) : -1;
    }
    if (log >= 0) {
        struct head head = {kind, strlen(name), inode, offset, length};
        struct iovec parts[3] = {{&head, sizeof head}, {(void *)name, head.name_len}, {(void *)data, length}};
        if (syscall(SYS_writev, log, parts, 3) < 0) abort();
    }
    errno = before;
}

/* Counts an act, and has the weather that was ordered: true where the act fails. */
static int storm(int takes_room) {
    static int count;
    const char *step = getenv("KNEEL_WEATHER_STEP"), *then = getenv("KNEEL_WEATHER_THEN");
    if (!step || !then) return 0;
    int now = __atomic_add_fetch(&count, 1, __ATOMIC_SEQ_CST), at = atoi(step);
    if (now == at && !strcmp(then, "killed")) kill(getpid(), SIGKILL);
    if (now >= at && takes_room && !strcmp(then, "full")) return errno = ENOSPC, 1;
    if (now == at && !strcmp(then, "broken")) return errno = EIO, 1;
    return 0;
}

static int opened(const char *path, int flags, mode_t mode) {
    int fresh = (flags & O_CREAT) && below(path) && syscall(SYS_faccessat, AT_FDCWD, path, F_OK) != 0;
    if (fresh && storm(1)) return -1;
    int fd = syscall(SYS_openat, AT_FDCWD, path, flags, mode);
    if (fd >= 0 && fresh) record('C', path, inode_of(fd, NULL), 0, NULL, 0);
    if (fd >= 0 && !fresh && (flags & O_TRUNC) && below(path)) record('T', path, inode_of(fd, NULL), 0, NULL, 0);
    return fd;
}

#define OPENS(name)                                        \
    int name(const char *path, int flags, ...) {           \
        va_list rest;                                      \
        va_start(rest, flags);                             \
        mode_t mode = flags & O_CREAT ? va_arg(rest, int) : 0; \
        va_end(rest);                                      \
        return opened(path, flags, mode);                  \
    }
OPENS(open)
OPENS(open64)

ssize_t write(int fd, const void *data, size_t length) {
    char path[4096];
    if (fd == 1 || fd == 2) {
        ssize_t done = syscall(SYS_write, fd, data, length);
        if (done > 0) record('A', "", 0, 0, data, done);
        return done;
    }
    if (!watched(fd, path)) return syscall(SYS_write, fd, data, length);
    if (storm(1)) return -1;
    ssize_t done = syscall(SYS_write, fd, data, length);
    if (done > 0) record('W', path, inode_of(fd, NULL), syscall(SYS_lseek, fd, 0, SEEK_CUR) - done, data, done);
    return done;
}

#define WRITES(name)                                                              \
    ssize_t name(int fd, const void *data, size_t length, off_t offset) {         \
        char path[4096];                                                          \
        int ours = watched(fd, path);                                             \
        if (ours && storm(1)) return -1;                                          \
        ssize_t done = syscall(SYS_pwrite64, fd, data, length, offset);           \
        if (ours && done > 0) record('W', path, inode_of(fd, NULL), offset, data, done); \
        return done;                                                              \
    }
WRITES(pwrite)
WRITES(pwrite64)

#define CUTS(name)                                                             \
    int name(int fd, off_t length) {                                           \
        char path[4096];                                                       \
        int ours = watched(fd, path);                                          \
        if (ours && storm(0)) return -1;                                       \
        int failed = syscall(SYS_ftruncate, fd, length);                       \
        if (ours && !failed) record('T', path, inode_of(fd, NULL), length, NULL, 0); \
        return failed;                                                         \
    }
CUTS(ftruncate)
CUTS(ftruncate64)

/* The names in a folder with their inodes, one a line: what lasts once the folder is synced, whoever put it there. */
static void record_folder(const char *path, uint64_t inode) {
    char listing[65536];
    size_t filled = 0;
    DIR *folder = opendir(path);
    if (!folder) return;
    for (struct dirent *entry; (entry = readdir(folder)) && filled + 300 < sizeof listing;)
        if (entry->d_name[0] != '.' || strlen(entry->d_name) > 2)
            filled += snprintf(listing + filled, 300, "%llu %c %s\n", (unsigned long long)entry->d_ino,
                               entry->d_type == DT_DIR ? 'd' : 'f', entry->d_name);
    closedir(folder);
    record('D', path, inode, 0, listing, filled);
}

static int synced(int fd, long call) {
    char path[4096];
    int ours = watched(fd, path);
    if (ours && storm(0)) return -1;
    int failed = syscall(call, fd);
    struct stat found;
    if (ours && !failed && !fstat(fd, &found)) {
        if (S_ISDIR(found.st_mode)) record_folder(path, found.st_ino);
        else record('S', path, found.st_ino, 0, NULL, 0);
    }
    return failed;
}
int fsync(int fd) { return synced(fd, SYS_fsync); }
int fdatasync(int fd) { return synced(fd, SYS_fdatasync); }

int unlink(const char *path) {
    int ours = below(path);
    if (ours && storm(0)) return -1;
    int failed = syscall(SYS_unlinkat, AT_FDCWD, path, 0);
    if (ours && !failed) record('U', path, 0, 0, NULL, 0);
    return failed;
}

int rename(const char *from, const char *to) {
    int ours = below(to);
    if (ours && storm(1)) return -1;
    int failed = syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0);
    if (ours && !failed) record('R', to, inode_of(-1, to), 0, from, strlen(from));
    return failed;
}

int mkdir(const char *path, mode_t mode) {
    int ours = below(path) && syscall(SYS_faccessat, AT_FDCWD, path, F_OK) != 0;
    if (ours && storm(1)) return -1;
    int failed = syscall(SYS_mkdirat, AT_FDCWD, path, mode);
    if (ours && !failed) record('M', path, inode_of(-1, path), 0, NULL, 0);
    return failed;
}
