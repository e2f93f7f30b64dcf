import { setUpClock, showClock } from './clock-bar.ts';
import { setUpCreateForm, showCreateForm } from './create-form.ts';
import { note } from './log.ts';
import { audience, type Page, setUpAudience } from './page.ts';
import { setUpPass, showPass } from './pass-card.ts';
import { setUpPolicy } from './policy-form.ts';
import { setUpSecret, spellOut } from './secret.ts';
import { setUpSignIn } from './sign-in.ts';
import { look, type Step } from './world.ts';

/** Everything anew, from one reading of the clock. */
function refresh(): void {
  const view = look();
  showClock(view, page);
  showCreateForm(view, page);
  showPass(view, page);
  spellOut(page);
}

const page: Page = {
  audience,
  refresh,
  took: (step: Step) => {
    note(step);
    refresh();
  },
};

setUpAudience(page);
setUpClock(page);
setUpPolicy(page);
setUpCreateForm(page);
setUpSecret();
setUpPass(page);
setUpSignIn(page);
refresh();
// Four times a second, so that no second of the countdown is missed.
setInterval(refresh, 250);
