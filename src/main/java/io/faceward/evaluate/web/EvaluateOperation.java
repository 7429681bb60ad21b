package io.faceward.evaluate.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The description of {@code POST /evaluate} for OpenAPI. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Operation(
        operationId = "evaluate",
        tags = "evaluate",
        summary = "Tell what manipulators make of a photo with and without protection",
        description = "Every manipulator edits the original and the protected photo, each after the same transform; the"
                + " figures tell how far the edits are apart. Parameters may also be fields of the form. Without a"
                + " protected image the service protects the original as POST /protect would, with its parameters.",
        parameters = {
            @Parameter(
                    name = "manipulators",
                    in = ParameterIn.QUERY,
                    description = "Ids of manipulators, separated by commas; absent means all",
                    schema = @Schema(type = "string", example = "stargan,surrogate")),
            @Parameter(
                    name = "transforms",
                    in = ParameterIn.QUERY,
                    description = "What happens to the photo on its way to the attacker, separated by commas: none,"
                            + " jpeg:75 (4:2:0; jpeg:75:444), webp:80, resize:0.5 (down and up), blur:1, median:3,"
                            + " noise:2, salt-and-pepper:0.01, bits:5, shift:4, crop-shift:0.08, crop-zoom:1.1 (how the attacker"
                            + " cuts), social; several steps joined by '+';"
                            + " 'probes' stands for the eight that robustness is measured with",
                    schema = @Schema(type = "string", defaultValue = "none", example = "none,jpeg:75"))
        },
        requestBody =
                @RequestBody(
                        required = true,
                        content =
                                @Content(
                                        mediaType = "multipart/form-data",
                                        schema = @Schema(implementation = EvaluateForm.class))),
        responses = {
            @ApiResponse(
                    responseCode = "200",
                    description = "The figures, a contact sheet of the edits, or a page with both",
                    content = {
                        @Content(
                                mediaType = "application/json",
                                schema = @Schema(implementation = EvaluationReport.class)),
                        @Content(mediaType = "image/png", schema = @Schema(type = "string", format = "binary")),
                        @Content(mediaType = "text/html", schema = @Schema(type = "string"))
                    }),
            @ApiResponse(responseCode = "400", ref = "#/components/responses/Problem"),
            @ApiResponse(responseCode = "406", ref = "#/components/responses/Problem"),
            @ApiResponse(responseCode = "408", ref = "#/components/responses/Problem"),
            @ApiResponse(responseCode = "413", ref = "#/components/responses/Problem"),
            @ApiResponse(responseCode = "415", ref = "#/components/responses/Problem"),
            @ApiResponse(responseCode = "422", ref = "#/components/responses/Problem"),
            @ApiResponse(responseCode = "503", ref = "#/components/responses/Busy"),
            @ApiResponse(responseCode = "504", ref = "#/components/responses/Problem"),
            @ApiResponse(responseCode = "507", ref = "#/components/responses/Problem")
        })
@interface EvaluateOperation {}
