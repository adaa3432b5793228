#include "form/xpath_function.h"

#include "form/digest.h"
#include "sys/text.h"

#define FN(name) static struct value name(struct eval *ev, const struct focus *at, const struct ast *call)

/* digest(text, 'SHA-256', 'base64' or 'hex') */
FN(fn_digest)
{
	static const char *const names[] = {"MD5", "SHA-1", "SHA-256", "SHA-384", "SHA-512"};
	struct str s = arg_text(ev, at, call, 0), algorithm = arg_text(ev, at, call, 1), form = {"base64", 6};
	uint8_t sum[64];
	char out[132];
	size_t n;

	if (call->n_args > 2)
		form = arg_text(ev, at, call, 2);
	for (int i = 0; i < 5; i++) {
		if (!str_is(algorithm, names[i]))
			continue;
		n = digest_make(sum, (enum digest_kind)i, s.p, s.n);
		if (str_is(form, "hex"))
			hex_put(out, sum, n);
		else
			(void)base64_put(out, sum, n);
		return value_text(eval_keep(ev, out, strlen(out)));
	}
	return value_empty();
}

/* What is no text inside gives nothing: an answer is UTF-8 always. Long base64 comes in lines. */
FN(fn_base64_decode)
{
	struct str s = arg_text(ev, at, call, 0), word;
	char *whole = eval_alloc(ev, s.n + 1);
	uint8_t *out = eval_alloc(ev, s.n + 4);
	size_t length = 0, n;

	while (out && whole && str_word(&s, &word)) {
		memcpy(whole + length, word.p, word.n);
		length += word.n;
	}
	n = out && whole ? base64_take(out, whole, length) : SIZE_MAX;

	if (n == SIZE_MAX || !utf8_valid((const char *)out, n))
		return value_empty();
	return value_text((struct str){(const char *)out, n});
}

const struct function functions_digest[] = {
        {"digest", 2, 3, fn_digest, 0},
        {"base64-decode", 1, 1, fn_base64_decode, 0},
        {0},
};
