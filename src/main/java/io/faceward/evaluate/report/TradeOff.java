package io.faceward.evaluate.report;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler.LegendPosition;

/** A chart of what methods break against what they show. */
final class TradeOff {

    private static final int WIDTH = 900;
    private static final int HEIGHT = 480;

    private TradeOff() {}

    /**
     * A run of a method.
     *
     * @param psnr in dB
     * @param l2 mean square change of the edits
     */
    record Point(double psnr, double l2) {}

    /** @param lines the runs of each method, in any order */
    static void write(String manipulator, Map<String, List<Point>> lines, Path file) throws IOException {
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title("Disruption of " + manipulator)
                .xAxisTitle("PSNR of the face's square, dB")
                .yAxisTitle("mean square change of the edit")
                .build();
        chart.getStyler().setYAxisMin(0.0);
        chart.getStyler().setChartBackgroundColor(Color.WHITE).setLegendPosition(LegendPosition.InsideNE);
        lines.forEach((method, points) -> {
            List<Point> sorted = points.stream()
                    .sorted(Comparator.comparingDouble(Point::psnr))
                    .toList();
            chart.addSeries(
                    method,
                    sorted.stream().map(Point::psnr).toList(),
                    sorted.stream().map(Point::l2).toList());
        });
        Files.write(file, BitmapEncoder.getBitmapBytes(chart, BitmapFormat.PNG));
    }
}
