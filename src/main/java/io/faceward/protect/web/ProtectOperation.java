package io.faceward.protect.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.http.ProblemDetail;

/** The description of {@code POST /protect} for OpenAPI. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Operation(
        operationId = "protect",
        tags = "protect",
        summary = "Protect the faces of a photo",
        description = "Adds a perturbation that people cannot see and that makes deepfake models fail on the photo."
                + " Pixels outside of faces stay as they are. The type of the image is decided by its bytes."
                + " Parameters may also be fields of the form, and the file may be the whole body, with its own type."
                + " The same request gives the same bytes.",
        parameters = {
            @Parameter(
                    name = "mode",
                    in = ParameterIn.QUERY,
                    description = "Speed or strength; 'method' overrides it",
                    schema =
                            @Schema(
                                    type = "string",
                                    allowableValues = {"fast", "high-fidelity"},
                                    defaultValue = "fast")),
            @Parameter(
                    name = "method",
                    in = ParameterIn.QUERY,
                    description = "How the perturbation is computed",
                    schema =
                            @Schema(
                                    type = "string",
                                    allowableValues = {"id-guard", "dadfi", "grasp", "anti-forgery", "pgd"})),
            @Parameter(
                    name = "strength",
                    in = ParameterIn.QUERY,
                    description = "Bound of the perturbation: 3.825, 6.375 or 8.925 grey levels of 255",
                    schema =
                            @Schema(
                                    type = "string",
                                    allowableValues = {"low", "medium", "high"},
                                    defaultValue = "medium")),
            @Parameter(
                    name = "epsilon",
                    in = ParameterIn.QUERY,
                    description = "Bound of the perturbation in grey levels of 255, instead of 'strength'",
                    schema = @Schema(type = "number", format = "float", minimum = "1", maximum = "16")),
            @Parameter(
                    name = "no-face",
                    in = ParameterIn.QUERY,
                    description = "What happens to a photo without a face: refuse it (422), return the upload byte for"
                            + " byte, or perturb all of it",
                    schema =
                            @Schema(
                                    type = "string",
                                    allowableValues = {"reject", "pass-through", "whole-image"},
                                    defaultValue = "reject")),
            @Parameter(
                    name = "format",
                    in = ParameterIn.QUERY,
                    description = "Format of the answer; absent means the format of the upload",
                    schema =
                            @Schema(
                                    type = "string",
                                    allowableValues = {"jpeg", "png", "webp"})),
            @Parameter(
                    name = "quality",
                    in = ParameterIn.QUERY,
                    description = "Quality of a lossy format; absent means at least that of the upload",
                    schema = @Schema(type = "integer", format = "int32", minimum = "1", maximum = "100")),
            @Parameter(
                    name = "metadata",
                    in = ParameterIn.QUERY,
                    description =
                            "Which metadata is kept: all but positions and thumbnails, only the colour profile, all",
                    schema =
                            @Schema(
                                    type = "string",
                                    allowableValues = {"safe", "none", "all"},
                                    defaultValue = "safe")),
            @Parameter(
                    name = "against",
                    in = ParameterIn.QUERY,
                    description = "Ids of the manipulators that grasp, anti-forgery or pgd are to break, separated by"
                            + " commas; absent means those that the service is configured for",
                    schema = @Schema(type = "string", example = "stargan")),
            @Parameter(
                    name = "seed",
                    in = ParameterIn.QUERY,
                    description = "Start of the randomness; absent means derived from the upload",
                    schema = @Schema(type = "integer", format = "int64", minimum = "0", maximum = "9007199254740991")),
            @Parameter(
                    name = "Prefer",
                    in = ParameterIn.HEADER,
                    description =
                            "RFC 7240: 'respond-async' makes the request a job; 'wait=' and seconds is how long to wait"
                                    + " for the answer before it becomes one",
                    schema = @Schema(type = "string", example = "respond-async")),
            @Parameter(
                    name = "Idempotency-Key",
                    in = ParameterIn.HEADER,
                    description = "Makes equal requests one job, whose result answers each of them",
                    schema = @Schema(type = "string", minLength = 1, maxLength = 255))
        },
        requestBody =
                @RequestBody(
                        required = true,
                        content =
                                @Content(
                                        mediaType = "multipart/form-data",
                                        schema = @Schema(implementation = ProtectForm.class))),
        responses = {
            @ApiResponse(
                    responseCode = "200",
                    description = "The protected image, or with 'Accept: application/json' a report that contains it",
                    headers = {
                        @Header(
                                name = "Faceward-Faces",
                                description = "Number of faces found",
                                schema = @Schema(type = "integer")),
                        @Header(name = "Faceward-Method", description = "Method", schema = @Schema(type = "string")),
                        @Header(
                                name = "Faceward-Model",
                                description = "Ids of the models and the starts of their SHA-256, separated by commas",
                                schema = @Schema(type = "string", example = "id-guard@1f2e3d4c5b6a")),
                        @Header(
                                name = "Faceward-Psnr",
                                description = "Lowest PSNR of a perturbed square in dB, measured on the decoded answer",
                                schema = @Schema(type = "number")),
                        @Header(
                                name = "Faceward-Ssim",
                                description = "Lowest SSIM of a perturbed square, measured on the decoded answer",
                                schema = @Schema(type = "number")),
                        @Header(
                                name = "Faceward-Disruption",
                                description =
                                        "Change of the manipulators' edit of a face that changes least, in parts of the"
                                                + " change from which it counts as broken; only of iterative methods",
                                schema = @Schema(type = "number")),
                        @Header(
                                name = "Server-Timing",
                                description = "Milliseconds per stage",
                                schema = @Schema(type = "string"))
                    },
                    content = {
                        @Content(mediaType = "image/jpeg", schema = @Schema(type = "string", format = "binary")),
                        @Content(mediaType = "image/png", schema = @Schema(type = "string", format = "binary")),
                        @Content(mediaType = "image/webp", schema = @Schema(type = "string", format = "binary")),
                        @Content(mediaType = "application/json", schema = @Schema(implementation = ProtectReport.class))
                    }),
            @ApiResponse(
                    responseCode = "202",
                    description = "The request became a job: it was asked for, or is expected to take long",
                    headers = {
                        @Header(
                                name = "Location",
                                description = "Address of the job",
                                schema =
                                        @Schema(
                                                type = "string",
                                                example = "/jobs/0e37df36-f698-11e6-8dd4-cb9ced3df976")),
                        @Header(
                                name = "Retry-After",
                                description = "Seconds to wait before asking for it",
                                schema = @Schema(type = "integer")),
                        @Header(
                                name = "Preference-Applied",
                                description = "'respond-async' where it was asked for",
                                schema = @Schema(type = "string"))
                    },
                    content =
                            @Content(
                                    mediaType = "application/json",
                                    schema = @Schema(ref = "#/components/schemas/Job"))),
            @ApiResponse(
                    responseCode = "400",
                    description = "Malformed request, parameter that is not allowed, or broken image",
                    content =
                            @Content(
                                    mediaType = "application/problem+json",
                                    schema = @Schema(implementation = ProblemDetail.class),
                                    examples = @ExampleObject("""
                                                    {"type": "urn:faceward:problem:bad-parameter",
                                                     "title": "A parameter has a value that is not allowed",
                                                     "status": 400,
                                                     "detail": "Parameter 'strength' is 'strong'; allowed: low, medium, high",
                                                     "instance": "/protect",
                                                     "parameter": "strength",
                                                     "allowed": ["low", "medium", "high"]}"""))),
            @ApiResponse(responseCode = "406", ref = "#/components/responses/Problem"),
            @ApiResponse(responseCode = "409", ref = "#/components/responses/Problem"),
            @ApiResponse(responseCode = "410", ref = "#/components/responses/Problem"),
            @ApiResponse(responseCode = "408", ref = "#/components/responses/Problem"),
            @ApiResponse(responseCode = "413", ref = "#/components/responses/Problem"),
            @ApiResponse(responseCode = "415", ref = "#/components/responses/Problem"),
            @ApiResponse(responseCode = "422", ref = "#/components/responses/Problem"),
            @ApiResponse(responseCode = "503", ref = "#/components/responses/Busy"),
            @ApiResponse(responseCode = "504", ref = "#/components/responses/Problem"),
            @ApiResponse(responseCode = "507", ref = "#/components/responses/Problem")
        })
@interface ProtectOperation {}
