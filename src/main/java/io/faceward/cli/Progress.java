package io.faceward.cli;

import java.io.PrintWriter;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;

/** Shows how far a command is and how long it will take: a bar on a terminal, a line per file elsewhere. */
interface Progress extends AutoCloseable {

    void done(String what);

    /**
     * Tells how far the present one is; on any thread.
     *
     * @param psnr in dB, or null while unknown
     */
    void step(int done, int total, @Nullable Double psnr);

    private static String words(int done, int total, @Nullable Double psnr) {
        return "step %d of %d%s".formatted(done, total, psnr == null ? "" : ", %.1f dB".formatted(psnr));
    }

    @Override
    void close();

    /** @param task a word for what is done */
    static Progress of(String task, int total, PrintWriter lines) {
        return System.console() == null ? new Lines(total, lines) : new Bar(task, total);
    }

    /** One line per file, and every few seconds one about its steps. */
    final class Lines implements Progress {

        private static final long QUIET_NANOS = 5_000_000_000L;

        private final int total;
        private final PrintWriter lines;
        private final long start = System.nanoTime();
        private int done;
        private volatile long told = System.nanoTime();

        Lines(int total, PrintWriter lines) {
            this.total = total;
            this.lines = lines;
        }

        @Override
        public void done(String what) {
            done++;
            long seconds = (System.nanoTime() - start) / 1_000_000_000 * (total - done) / done;
            lines.printf("[%d/%d, %d:%02d left] %s%n", done, total, seconds / 60, seconds % 60, what);
            lines.flush();
        }

        @Override
        public void step(int step, int steps, @Nullable Double psnr) {
            if (System.nanoTime() - told > QUIET_NANOS || step == steps) {
                told = System.nanoTime();
                lines.println("  " + words(step, steps, psnr));
                lines.flush();
            }
        }

        @Override
        public void close() {
            lines.flush();
        }
    }

    /** A bar on the terminal. */
    final class Bar implements Progress {

        private final ProgressBar bar;

        Bar(String task, int total) {
            this.bar = new ProgressBarBuilder()
                    .setTaskName(task)
                    .setInitialMax(total)
                    .build();
        }

        @Override
        public void done(String what) {
            bar.step();
            bar.setExtraMessage("");
        }

        @Override
        public void step(int step, int steps, @Nullable Double psnr) {
            bar.setExtraMessage(words(step, steps, psnr));
        }

        @Override
        public void close() {
            bar.close();
        }
    }
}
