#pragma once

/*
 * tools - the parts of loketctl, one file each
 *
 * Each takes its own arguments (argv[0] is the word that chose it) and gives
 * the exit status: 0 done, 1 failed, 2 called wrongly. What went wrong stands
 * in one sentence on standard error.
 */
int tool_init(int argc, char *const *argv);
int tool_keys(int argc, char *const *argv);
int tool_staff(int argc, char *const *argv);
int tool_bench(int argc, char *const *argv);
int tool_proof(int argc, char *const *argv);
int tool_pack(int argc, char *const *argv);
int tool_form(int argc, char *const *argv);
int tool_xpath(int argc, char *const *argv);
int tool_print(int argc, char *const *argv);
int tool_device(int argc, char *const *argv);
int tool_open(int argc, char *const *argv);
int tool_verify(int argc, char *const *argv);
int tool_stick(int argc, char *const *argv);
