#include <SDL2/SDL.h>

/*
 * floor_sdl - the least that a program with a window costs: what Loket is measured beside
 *
 * Opens a borderless window surface, fills it, and then only waits. A button
 * down paints a box where it went down, a button up paints the whole window.
 */

static void paint(SDL_Window *window, const SDL_Rect *box, Uint32 colour)
{
	SDL_FillRect(SDL_GetWindowSurface(window), box, colour);
	SDL_UpdateWindowSurfaceRects(window, box, 1);
}

int main(int argc, char **argv)
{
	const Uint32 colours[] = {0x00305080, 0x00f0f0e8};
	SDL_Rect whole = {0, 0, 1280, 800};
	SDL_Window *window;
	SDL_Event event;
	int turn = 0;

	(void)argc, (void)argv;
	SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
	if (SDL_Init(SDL_INIT_VIDEO) != 0)
		return 1;
	window = SDL_CreateWindow("floor", 0, 0, whole.w, whole.h, SDL_WINDOW_BORDERLESS);
	if (!window)
		return 1;
	paint(window, &whole, colours[1]);
	while (SDL_WaitEvent(&event) && event.type != SDL_QUIT) {
		if (event.type == SDL_MOUSEBUTTONDOWN) {
			SDL_Rect box = {event.button.x - 40, event.button.y - 20, 80, 40};

			paint(window, &box, colours[turn]);
		}
		if (event.type == SDL_MOUSEBUTTONUP) {
			paint(window, &whole, colours[turn]);
			turn = !turn;
		}
	}
	SDL_Quit();
	return 0;
}
