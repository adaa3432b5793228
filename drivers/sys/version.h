#pragma once

/* version - what --version prints: "loket 0.3.0 (git abc1234)" */
#define LOKET_VERSION "0.1.0"
const char *version_git(void); /* the commit this was built from, "unknown" outside git */
